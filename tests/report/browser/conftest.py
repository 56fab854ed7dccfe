"""The browser of the review page's tests, for pages that are opened from disk."""

from tests.web.browser.conftest import browser, new_context, page, watch

__all__ = ["browser", "new_context", "page", "watch"]
