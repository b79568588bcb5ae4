"""`python -m services.tasks`"""

from services.tasks.app import build
from services.tasks.settings import TasksSettings
from shared.chassis import serve

if __name__ == "__main__":
    settings = TasksSettings()
    serve(build(settings), settings)
