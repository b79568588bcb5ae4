"""What notifications is made of."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from fastapi import APIRouter, FastAPI

from services.notifications.adapters.email.meter import PrometheusEmailMeter
from services.notifications.adapters.email.smtp_mailer import Server, SmtpMailer
from services.notifications.adapters.email.stored_addresses import StoredAddresses
from services.notifications.adapters.email.stored_books import StoredBooks
from services.notifications.adapters.email.stored_mails import StoredMails
from services.notifications.adapters.email.stored_rules import StoredRules
from services.notifications.adapters.mailed_inboxes import MailedInboxes
from services.notifications.adapters.meter import PrometheusMeter
from services.notifications.adapters.read_model import NotificationsModel
from services.notifications.adapters.specifications import REBUILT, SPECS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_ladders import StoredLadders
from services.notifications.adapters.stored_links import StoredLinks
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_snoozes import StoredSnoozes
from services.notifications.adapters.stored_threads import StoredThreads
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.adapters.webhooks.guarded import GuardedBackend, SystemResolver
from services.notifications.adapters.webhooks.http_sender import HttpSender
from services.notifications.adapters.webhooks.journal import RemoteJournal
from services.notifications.adapters.webhooks.meter import PrometheusDeliveryMeter
from services.notifications.adapters.webhooks.sealed import SealedVault
from services.notifications.adapters.webhooks.stored_deliveries import StoredDeliveries
from services.notifications.adapters.webhooks.stored_lease import StoredLease
from services.notifications.adapters.webhooks.stored_subscriptions import StoredSubscriptions
from services.notifications.api.acknowledgements import acknowledgement_routes
from services.notifications.api.calendars import calendar_routes, feed_routes
from services.notifications.api.email.book import book_routes
from services.notifications.api.email.choices import choice_routes
from services.notifications.api.email.pages import page_routes
from services.notifications.api.email.rules import rule_routes
from services.notifications.api.inbox import inbox_routes
from services.notifications.api.ladder import ladder_routes
from services.notifications.api.problems import TRANSLATIONS
from services.notifications.api.reminders import reminder_routes
from services.notifications.api.subscriptions.keeping import keeping_routes
from services.notifications.api.subscriptions.sending import sending_routes
from services.notifications.api.threads import thread_routes
from services.notifications.domain.email.links import Links, Place
from services.notifications.ports import Stores
from services.notifications.settings import Protection, Settings
from services.notifications.subscribers import SUBSCRIPTION, on_any_publication, on_tasks_events
from services.notifications.timers import every_minute_fire_reminders
from services.notifications.usecases.acknowledge import Acknowledge
from services.notifications.usecases.calendars import Calendars
from services.notifications.usecases.email.book import AddressBook, Registry
from services.notifications.usecases.email.choosing import Choosing
from services.notifications.usecases.email.digests import Digests
from services.notifications.usecases.email.queue import Queue
from services.notifications.usecases.email.rounds import Nudge, Rounds, Sending
from services.notifications.usecases.email.rules import Hours, RuleSettings
from services.notifications.usecases.email.writing import Writing
from services.notifications.usecases.fire_reminders import FireReminders
from services.notifications.usecases.inbox import Inbox
from services.notifications.usecases.ladders import LadderSettings, Replan
from services.notifications.usecases.preview_reminders import PreviewReminders
from services.notifications.usecases.snooze import Snoozing
from services.notifications.usecases.subscriptions.administration import Administration, Desk
from services.notifications.usecases.subscriptions.courier import Round
from services.notifications.usecases.subscriptions.dispatch import Dispatch
from services.notifications.usecases.subscriptions.lanes import Lanes
from services.notifications.usecases.subscriptions.lines import Lines
from services.notifications.usecases.subscriptions.post import Post
from services.notifications.usecases.subscriptions.telling import TellStandingAgency
from services.notifications.usecases.subscriptions.trying import Trying
from shared.calendar import Clock, SystemClock
from shared.chassis import JournalClient, Service, client, create_app
from shared.chassis.application import Loop
from shared.chassis.reading import READING_SPECS, Reading
from shared.messaging.reaching import BusProbe
from shared.observability.measured import MeasuredStore
from shared.storage import Store, connect


def create(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """Nothing is opened before the application starts."""
    clock = clock or SystemClock()
    store = MeasuredStore(connect(settings.store, "notifications"))
    versions = StoredLadders(store)
    timetables = TenantTimetables(settings.local_days, versions.current)
    tasks = client(settings.tasks_url)
    journal = JournalClient(tasks, settings.internal_secret)
    emails = _emails(settings, store, timetables, clock)
    model = NotificationsModel(store, SUBSCRIPTION, timetables, emails.inboxes)
    reading = Reading(store, journal, model, clock, settings.replica)
    hear = partial(on_tasks_events, embedded=settings.embedded, catch_up=settings.catch_up_every)
    integrators = _integrators(settings, emails.inboxes, store, journal, clock)
    officials = _officials(emails.inboxes, store, timetables, versions, clock)
    service = Service(
        name="notifications",
        title="Tiendo notifications",
        settings=settings,
        store=store,
        specs=(*SPECS, *REBUILT.values(), *READING_SPECS),
        routers=(
            *officials.routers,
            *integrators.routers,
            *emails.routers,
            reading.routes,
        ),
        loops={
            "events": partial(hear, settings.bus, reading.subscription),
            "rebuilds": reading.rebuilds.run,
            "deliveries": integrators.dispatch.run,
            "reminders": partial(every_minute_fire_reminders, clock, *officials.jobs),
            **emails.loops,
        },
        checks={"bus": BusProbe(settings.bus)},
        problems=TRANSLATIONS,
        close=(tasks.aclose, integrators.sender.close),
        clock=clock,
    )
    return create_app(service)


class _Officials(NamedTuple):
    """`jobs` are done every minute."""

    routers: Sequence[APIRouter]
    jobs: Sequence[Callable[[], Awaitable[None]]]


def _officials(
    inboxes: StoredInboxes, store: Store, timetables: TenantTimetables, versions: StoredLadders, clock: Clock
) -> _Officials:
    """What officials read, answer and set, and what the clock tells them."""
    stores, meter = Stores(inboxes, StoredObligations(store), StoredUnits(store)), PrometheusMeter()
    inbox = Inbox(stores.inboxes, StoredThreads(store, inboxes), clock)
    snoozing = Snoozing(stores.inboxes, StoredSnoozes(store), timetables, clock)
    calendars = Calendars(StoredLinks(store), stores, clock)
    replan = Replan(versions, stores.obligations, timetables, clock)
    routers = (
        inbox_routes(inbox, snoozing),
        thread_routes(inbox, snoozing),
        acknowledgement_routes(Acknowledge(stores.inboxes, stores.obligations, timetables, clock, meter)),
        calendar_routes(calendars),
        feed_routes(calendars),
        ladder_routes(LadderSettings(versions, replan)),
        reminder_routes(PreviewReminders(stores, timetables)),
    )
    return _Officials(routers, (replan, FireReminders(stores, timetables, clock, meter), snoozing))


class _Emails(NamedTuple):
    """`inboxes`: whatever is put into them is also sent, where there is a mail server."""

    inboxes: StoredInboxes
    routers: Sequence[APIRouter]
    loops: Mapping[str, Loop]


def _emails(settings: Settings, store: Store, timetables: TenantTimetables, clock: Clock) -> _Emails:
    """Notices by email. Without a mail server nothing is queued, and the book says that the channel is off."""
    registry = Registry(StoredBooks(store), StoredRules(store), StoredAddresses(store), StoredMails(store))
    links, units, on = Links(settings.internal_secret), StoredUnits(store), bool(settings.smtp_host)
    book, choosing = AddressBook(registry, units, links, clock, on=on), Choosing(registry, links)
    rules = rule_routes(RuleSettings(registry.rules), book, choosing)
    routers = (book_routes(book), rules, page_routes(book), choice_routes(choosing))
    if not on:
        return _Emails(StoredInboxes(store), routers, {})
    nudged = Nudge()
    inboxes = MailedInboxes(store, Queue(registry, clock), nudged)
    place, obligations = Place(settings.public_url.rstrip("/")), StoredObligations(store)
    digests = Digests(registry, timetables, obligations, inboxes, units, place, clock)
    writing = Writing(inboxes, registry, digests, units, links, place, settings.email_sender.rpartition("@")[2])
    mailer, schedule = SmtpMailer(_server(settings), settings.email_sender, clock), settings.email_schedule
    hours, meter = Hours(registry.rules, timetables), PrometheusEmailMeter()
    sending = Sending(registry, hours, digests, writing, mailer, inboxes, units, meter, clock, schedule)
    rounds = Rounds(sending, nudged, settings.catch_up_every.total_seconds())
    return _Emails(inboxes, routers, {"emails": rounds.run})


def _server(settings: Settings) -> Server:
    return Server(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security is Protection.STARTTLS,
        settings.smtp_security is Protection.TLS,
        settings.smtp_username,
        settings.smtp_secret,
        settings.smtp_ca_file,
        settings.smtp_seconds,
    )


class _Integrators(NamedTuple):
    dispatch: Dispatch
    sender: HttpSender
    routers: Sequence[APIRouter]


def _integrators(
    settings: Settings, inboxes: StoredInboxes, store: Store, journal: JournalClient, clock: Clock
) -> _Integrators:
    """What sends events to endpoints outside, and the doors through which its subscriptions are kept."""
    subscriptions, deliveries = StoredSubscriptions(store), StoredDeliveries(store)
    lines, lanes, vault = Lines(RemoteJournal(journal)), Lanes(), SealedVault(settings.webhook_secret)
    sender = HttpSender(GuardedBackend(settings.reach, SystemResolver()))
    post = Post(sender, vault, clock, PrometheusDeliveryMeter(), settings.webhook_seconds)
    tell = TellStandingAgency(inboxes, clock)
    shared = Round(subscriptions, deliveries, lines, lanes, post, tell, settings.schedule)
    listen = partial(on_any_publication, settings.bus, embedded=settings.embedded)
    dispatch = Dispatch(
        shared, StoredLease(store, settings.replica, clock), listen, settings.catch_up_every.total_seconds()
    )
    limit, changed = settings.webhook_limit, dispatch.nudge
    desk = Desk(subscriptions, deliveries, lines, vault, clock, settings.reach, limit, changed)
    administration = Administration(desk)
    trying = Trying(desk, administration, post, lanes)
    return _Integrators(dispatch, sender, (keeping_routes(administration), sending_routes(administration, trying)))
