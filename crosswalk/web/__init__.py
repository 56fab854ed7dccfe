"""The review page: links out, decisions in."""
