from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "项目与申报"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from projects import checks  # noqa: F401  (registers the system checks)
