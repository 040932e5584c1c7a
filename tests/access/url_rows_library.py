"""More rows of the table of tests/access/url_rows.py: questions and answers, the library, study, drafting of documents."""

TABLE = """
questions - GET 302 200 200 200 200 200 200 200 200 200 200 200
question-ask - GET 302 404 200 200 200 200 200 200 200 404 404 404
question-ask - POST 302 404 422 422 422 422 422 422 422 404 404 404
questions-desk - GET 302 404 404 404 200 404 200 200 200 404 404 404
questions-give - GET 302 302 302 302 302 302 302 302 302 302 302 302
questions-give - POST 302 302 302 302 302 302 302 302 302 302 302 302
question question GET 302 404 200 404 200 404 404 404 404 404 404 404
question-act question,move POST 302 404 302 404 404 404 404 404 404 404 404 404
answer answer GET 302 404 200 200 200 200 200 200 200 404 200 404
answer-edit answer GET 302 404 404 404 404 404 200 200 404 404 403 404
answer-edit answer POST 302 404 404 404 404 404 422 422 404 404 403 404
"""
