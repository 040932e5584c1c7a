"""More rows of the table of tests/access/url_rows.py: a measure, its days and its files."""

TABLE = """
action action GET 302 404 200 404 200 404 404 404 404 404 404 404
action action POST 302 404 404 404 404 404 404 404 404 404 404 404
extension-ask action GET 302 404 200 404 200 404 404 404 404 404 404 404
extension-ask action POST 302 404 422 404 422 404 404 404 404 404 404 404
extension-decide extension GET 302 404 404 404 200 404 404 404 404 404 404 404
extension-decide extension POST 302 404 404 404 422 404 404 404 404 404 404 404
evidence evidence GET 302 404 200 404 200 404 404 404 404 404 404 404
"""
