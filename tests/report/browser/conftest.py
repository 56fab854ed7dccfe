from tests import browsing

#: Fixtures of all tests with a browser.
watch, new_context, page = browsing.watch, browsing.new_context, browsing.page
