from django.urls import path

from projects.views import region_people, region_places, region_rules, region_wordings, region_years

urlpatterns = [
    path("", region_years.settings, name="settings"),
    path("<int:region>/", region_years.settings_years, name="settings-years"),
    path("<int:region>/years/new/", region_years.settings_year_new, name="settings-year-new"),
    path("<int:region>/years/<int:fiscal_year>/", region_years.settings_year, name="settings-year"),
    path("<int:region>/years/<int:fiscal_year>/rules/", region_rules.settings_rules, name="settings-rules"),
    path("<int:region>/years/<int:fiscal_year>/rules/<slug:code>/", region_rules.settings_rule, name="settings-rule"),
    path("<int:region>/wordings/", region_wordings.settings_wordings, name="settings-wordings"),
    path(
        "<int:region>/years/<int:fiscal_year>/wordings/",
        region_wordings.settings_wordings_year,
        name="settings-wordings-year",
    ),
    path(
        "<int:region>/years/<int:fiscal_year>/wordings/copy/",
        region_wordings.settings_wordings_copy,
        name="settings-wordings-copy",
    ),
    path(
        "<int:region>/years/<int:fiscal_year>/wordings/<slug:key>/",
        region_wordings.settings_wording,
        name="settings-wording",
    ),
    path(
        "<int:region>/years/<int:fiscal_year>/wordings/<slug:key>/result/",
        region_wordings.settings_wording_result,
        name="settings-wording-result",
    ),
    path(
        "<int:region>/years/<int:fiscal_year>/wordings/<slug:key>/reset/",
        region_wordings.settings_wording_reset,
        name="settings-wording-reset",
    ),
    path("<int:region>/changes/", region_years.settings_changes, name="settings-changes"),
    path("<int:region>/places/", region_places.settings_places, name="settings-places"),
    path("<int:region>/departments/new/", region_places.settings_department_new, name="settings-department-new"),
    path("<int:region>/departments/<int:pk>/", region_places.settings_department, name="settings-department"),
    path(
        "<int:region>/departments/<int:department>/units/new/",
        region_places.settings_unit_new,
        name="settings-unit-new",
    ),
    path("<int:region>/units/<int:pk>/", region_places.settings_unit, name="settings-unit"),
    path("<int:region>/people/", region_people.settings_people, name="settings-people"),
    path("<int:region>/people/new/", region_people.settings_person_new, name="settings-person-new"),
    path("<int:region>/people/<int:pk>/", region_people.settings_person, name="settings-person"),
    path("<int:region>/people/<int:pk>/roles/", region_people.settings_role_add, name="settings-role-add"),
    path(
        "<int:region>/people/<int:pk>/roles/<int:role>/remove/",
        region_people.settings_role_remove,
        name="settings-role-remove",
    ),
    path("<int:region>/people/<int:pk>/active/", region_people.settings_person_active, name="settings-person-active"),
    path("<int:region>/people/<int:pk>/password/", region_people.settings_password, name="settings-password"),
]
