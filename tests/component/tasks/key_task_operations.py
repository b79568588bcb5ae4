"""The operations of key tasks, and of what the central level or a tenant sets once, with the body that each takes."""

from services.tasks.domain.directives.principle import PrincipleWish
from services.tasks.domain.key_tasks.key_catalogue import KeyCatalogueRevision, NewKeyCatalogue
from services.tasks.domain.key_tasks.key_selection_wishes import KeyDecision, KeyImplementation, KeyProposal, StudyWish
from services.tasks.domain.organisation.clusters import ClusterTable

OPERATIONS = {
    "issue_key_catalogue": NewKeyCatalogue,
    "revise_key_catalogue": KeyCatalogueRevision,
    "study_key_tasks": StudyWish,
    "propose_key_tasks": KeyProposal,
    "decide_on_key_tasks": KeyDecision,
    "implement_key_tasks": KeyImplementation,
    "list_key_catalogues": None,
    "get_key_catalogue": None,
    "review_key_catalogue": None,
    "list_key_selections": None,
    "get_key_selection": None,
    "set_clusters": ClusterTable,
    "get_clusters": None,
    "fill_principle": PrincipleWish,
    "get_principle": None,
}
