"""The chassis that every service is built on: settings, doors, problems, health, clients, start and stop."""

from shared.chassis.application import Service, create_app
from shared.chassis.clients import JournalClient, ServiceDown, client
from shared.chassis.doors import Caller, InternalCaller, Now, Reader, TenantCommand, command_of, correlation_of
from shared.chassis.problems import FieldFault, Problem, ProblemKind, Text, language_of
from shared.chassis.refusals import Responses, refusals
from shared.chassis.serving import serve
from shared.chassis.settings import BusSettings, ServiceSettings, read_settings
from shared.chassis.validation import invalid

__all__ = [
    "BusSettings",
    "Caller",
    "FieldFault",
    "InternalCaller",
    "JournalClient",
    "Now",
    "Problem",
    "ProblemKind",
    "Reader",
    "Responses",
    "Service",
    "ServiceDown",
    "ServiceSettings",
    "TenantCommand",
    "Text",
    "client",
    "command_of",
    "correlation_of",
    "create_app",
    "invalid",
    "language_of",
    "read_settings",
    "refusals",
    "serve",
]
