"""Official sentences, in the words of the source texts (FR-NA-04, FR-NT-01)."""

from services.reporting.domain.answers import Words
from services.reporting.domain.tallies import Tally

NO_DATA = Words(vi="Chưa có dữ liệu", en="No data yet")


def of_tasks(tasks: Tally) -> Words:
    if not tasks.reported:
        return NO_DATA
    return Words(
        vi=f"{tasks.done}/{tasks.total} nhiệm vụ cơ bản hoàn thành",
        en=f"{tasks.done} of {tasks.total} tasks basically completed",
    )


def of_assignments(assignments: Tally) -> Words:
    return Words(
        vi=f"{assignments.done}/{assignments.total} đầu việc được giao đã hoàn thành",
        en=f"{assignments.done} of {assignments.total} assignments completed",
    )


def of_models(models: Tally) -> Words:
    if not models.reported:
        return NO_DATA
    return Words(
        vi=f"Hoàn thành {models.done}/{models.total} mô hình điểm",
        en=f"{models.done} of {models.total} pilot models completed",
    )


def of_tenant(tasks: Tally, models: Tally) -> Words:
    """What has been achieved: tasks, pilot models or both. Where nothing is done yet, that is said of what there is."""
    reported = [(tasks, of_tasks(tasks)), (models, of_models(models))]
    reported = [(counted, words) for counted, words in reported if counted.reported]
    achieved = [words for counted, words in reported if counted.done] or [words for _, words in reported[:1]]
    if not achieved:
        return NO_DATA
    return Words(vi="; ".join(words.vi for words in achieved), en="; ".join(words.en for words in achieved))


def of_comparison(reported: int, provinces: int) -> Words:
    return Words(vi=f"{reported}/{provinces} tỉnh có số liệu", en=f"{reported} of {provinces} provinces reported")
