"""Pages of filling in and reviewing."""

from django.urls import include, path

from projects.views.check import form_check
from projects.views.comments import comment_add, comment_answer, comment_resolve
from projects.views.edits import form_edits
from projects.views.findings import finding_dismiss, finding_reason, form_findings
from projects.views.findings_pages import findings_overview, rule_guide
from projects.views.form_detail import form_detail
from projects.views.form_list import form_list
from projects.views.form_new import form_new
from projects.views.history import form_history, form_version
from projects.views.home import home
from projects.views.lookups import subject_search, target_reading
from projects.views.move import form_move
from projects.views.review import review_desk, review_inbox
from projects.views.wizard import form_fill

app_name = "projects"

urlpatterns = [
    path("", home, name="home"),
    path("forms/", form_list, name="form-list"),
    path("forms/new/", form_new, name="form-new"),
    path("forms/<int:pk>/", form_detail, name="form-detail"),
    path("forms/<int:pk>/fill/", form_fill, name="form-fill"),
    path("forms/<int:pk>/edits/", form_edits, name="form-edits"),
    path("forms/<int:pk>/check/", form_check, name="form-check"),
    path("forms/<int:pk>/findings/", form_findings, name="form-findings"),
    path("forms/<int:pk>/findings/reason/", finding_reason, name="finding-reason"),
    path("forms/<int:pk>/findings/dismiss/", finding_dismiss, name="finding-dismiss"),
    path("forms/<int:pk>/move/<str:action>/", form_move, name="form-move"),
    path("forms/<int:pk>/comments/", comment_add, name="comment-add"),
    path("comments/<int:pk>/answer/", comment_answer, name="comment-answer"),
    path("comments/<int:pk>/resolve/", comment_resolve, name="comment-resolve"),
    path("forms/<int:pk>/history/", form_history, name="form-history"),
    path("forms/<int:pk>/versions/<int:event>/", form_version, name="form-version"),
    path("findings/", findings_overview, name="findings-overview"),
    path("findings/rules/", rule_guide, name="rule-guide"),
    path("review/", review_inbox, name="review-inbox"),
    path("review/<int:pk>/", review_desk, name="review-desk"),
    path("lookups/subjects/", subject_search, name="subject-search"),
    path("lookups/targets/", target_reading, name="target-reading"),
    path("settings/", include("projects.region_settings.urls")),
]
