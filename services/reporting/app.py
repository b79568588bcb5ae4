"""What reporting is made of."""

from functools import partial

from fastapi import APIRouter, FastAPI

from services.reporting.adapters.gauges import PrometheusGauges
from services.reporting.adapters.read_model import ReportingModel
from services.reporting.adapters.specifications import FROZEN, SPECIFICATIONS
from services.reporting.adapters.stored_archive import StoredArchive
from services.reporting.adapters.stored_figures import StoredLiveFigures
from services.reporting.adapters.workbooks import XlsxWorkbooks
from services.reporting.api.comparison import comparison_routes
from services.reporting.api.indicators import indicator_routes, indicators_across_routes
from services.reporting.api.problems import TRANSLATIONS
from services.reporting.api.progress_reports import progress_report_routes
from services.reporting.api.scoreboards import fan_out_routes, period_routes, scoreboard_routes
from services.reporting.api.weak_points import weak_point_routes
from services.reporting.settings import Settings
from services.reporting.subscribers import SUBSCRIPTION, on_tasks_events
from services.reporting.timers import every_few_seconds_watch
from services.reporting.usecases.comparison import Comparisons
from services.reporting.usecases.indicators import Indicators
from services.reporting.usecases.indicators_across import IndicatorsAcross
from services.reporting.usecases.progress_reports import ProgressReports
from services.reporting.usecases.scoreboards import Scoreboards
from services.reporting.usecases.service_coverage import Coverages
from services.reporting.usecases.watch import Watch
from services.reporting.usecases.weak_points import WeakSpots
from shared.calendar import Clock, SystemClock, WorkingDays
from shared.calendar.public_holidays import PublicHolidays
from shared.chassis import JournalClient, Service, client, create_app
from shared.chassis.reading import READING_SPECS, Reading
from shared.messaging.reaching import BusProbe
from shared.observability.measured import MeasuredStore
from shared.storage import connect


def _figures(figures: StoredLiveFigures, archive: StoredArchive) -> tuple[APIRouter, ...]:
    scoreboards, coverages = Scoreboards(figures), Coverages(figures)
    spots = WeakSpots(figures, WorkingDays(PublicHolidays().is_holiday))
    return (
        scoreboard_routes(scoreboards),
        period_routes(scoreboards),
        fan_out_routes(scoreboards),
        weak_point_routes(scoreboards, spots),
        progress_report_routes(ProgressReports(figures, archive, spots, XlsxWorkbooks())),
        comparison_routes(Comparisons(figures)),
        indicator_routes(scoreboards, Indicators(figures), coverages),
        indicators_across_routes(IndicatorsAcross(figures), coverages),
    )


def create(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """Nothing is opened before the application starts."""
    clock = clock or SystemClock()
    store = MeasuredStore(connect(settings.store, "reporting"))
    figures = StoredLiveFigures(store, SUBSCRIPTION)
    tasks = client(settings.tasks_url)
    journal = JournalClient(tasks, settings.internal_secret)
    reading = Reading(store, journal, ReportingModel(store, SUBSCRIPTION), clock, settings.replica)
    hear = partial(on_tasks_events, embedded=settings.embedded, catch_up=settings.catch_up_every)
    watch = Watch(figures, PrometheusGauges())
    service = Service(
        name="reporting",
        title="Tiendo reporting",
        settings=settings,
        store=store,
        specs=(*SPECIFICATIONS, FROZEN, *READING_SPECS),
        routers=(*_figures(figures, StoredArchive(store)), reading.routes),
        loops={
            "events": partial(hear, settings.bus, reading.subscription),
            "rebuilds": reading.rebuilds.run,
            "watch": partial(every_few_seconds_watch, watch, clock, settings.watch_seconds),
        },
        checks={"bus": BusProbe(settings.bus)},
        problems=TRANSLATIONS,
        close=(tasks.aclose,),
        clock=clock,
    )
    return create_app(service)
