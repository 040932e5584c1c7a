"""More rows of the table of tests/access/url_rows.py: how plans are kept, supervision, programmes, where copies go."""

TABLE = """
plans-assess closed GET 302 404 403 403 200 403 403 403 404 404 403 403
plans-assess closed POST 302 404 403 403 302 403 403 403 404 404 403 403
plans-assess meeting GET 302 404 403 403 200 403 403 403 404 404 403 403
assessment-answer assessment GET 302 404 200 404 404 404 404 404 404 404 404 404
assessment-answer assessment POST 302 404 422 404 404 404 404 404 404 404 404 404
plans-pledges unit,drive POST 302 404 403 403 400 403 403 403 404 404 403 403
plans-pledges-pdf unit,drive GET 302 404 403 403 200 403 403 403 404 404 403 403
supervision desk GET 302 404 404 404 404 404 404 404 404 200 404 404
supervision desk POST 302 404 404 404 404 404 404 404 404 422 404 404
supervision-line line GET 302 404 403 403 200 403 403 403 404 200 403 403
supervision-line line POST 302 404 403 403 422 403 403 403 404 422 403 403
supervision-cell unit GET 302 404 403 403 200 403 403 403 404 404 403 403
board-funnel drive,unit GET 302 404 200 200 200 200 200 200 404 404 200 403
board-funnel drive,ward GET 302 404 404 404 404 404 200 200 404 404 200 403
programme unit GET 302 404 200 200 200 200 200 200 404 404 200 403
programme ward GET 302 404 404 404 404 404 200 200 404 404 200 403
programme unit POST 302 404 403 403 403 403 403 422 404 404 403 403
plan-routes unit GET 302 404 200 200 200 200 200 200 404 404 200 403
plan-routes ward GET 302 404 404 404 404 404 200 200 404 404 200 403
plan-routes ward POST 302 404 404 404 404 404 422 422 404 404 403 403
"""
