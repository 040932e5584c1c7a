"""More rows of the table of tests/access/url_rows.py: forms, private books, collective reports, suggestions."""

TABLE = """
review-library - GET 302 200 200 200 200 200 200 200 200 200 200 200
review-form form GET 302 200 200 200 200 200 200 200 200 200 200 200
review-my-form review GET 302 404 200 404 404 404 404 404 404 404 404 404
review-my-form review_draft GET 302 404 404 200 404 404 404 404 404 404 404 404
review-word review GET 302 404 302 404 404 404 404 404 404 404 404 404
review-word review POST 302 404 302 404 404 404 404 404 404 404 404 404
review-word review_draft GET 302 404 404 200 404 404 404 404 404 404 404 404
review-word review_draft POST 302 404 404 422 404 404 404 404 404 404 404 404
review-word review_typed GET 302 404 404 404 404 404 404 404 404 404 404 404
review-member-form unit,drive,person_head GET 302 404 403 403 200 403 403 403 404 404 403 403
review-member-word unit,drive,person_head GET 302 404 403 403 200 403 403 403 404 404 403 403
review-member-word unit,drive,person_head POST 302 404 403 403 422 403 403 403 404 404 403 403
review-return review GET 302 404 403 403 200 403 403 403 404 404 403 403
review-return review POST 302 404 403 403 422 403 403 403 404 404 403 403
review-finalise review GET 302 404 403 403 200 403 403 403 404 404 403 403
review-finalise review POST 302 404 403 403 422 403 403 403 404 404 403 403
review-sign review GET 302 404 200 403 200 403 403 403 404 404 403 403
review-sign review POST 302 404 422 403 422 403 403 403 404 404 403 403
collective unit,drive GET 302 404 200 200 200 403 403 403 404 404 403 403
collective ward,drive GET 302 404 404 404 404 200 200 403 404 404 403 403
collective-begin unit,drive,kind POST 302 404 403 403 302 403 403 403 404 404 403 403
collective-read report GET 302 404 200 200 200 403 403 403 404 404 403 403
collective-read report POST 302 404 302 302 302 403 403 403 404 404 403 403
collective-edit report GET 302 404 302 302 302 403 403 403 404 404 403 403
collective-edit report POST 302 404 403 403 422 403 403 403 404 404 403 403
collective-act report POST 302 404 403 403 302 403 403 403 404 404 403 403
collective-docx report GET 302 404 200 200 200 403 403 403 404 404 403 403
collective-answer report_opinion GET 302 404 403 403 200 403 403 403 404 404 403 403
collective-answer report_opinion POST 302 404 403 403 422 403 403 403 404 404 403 403
collective-present meeting,report POST 302 404 403 403 400 403 403 403 404 404 403 403
"""
