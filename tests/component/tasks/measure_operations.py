"""The operations of indicators and of the checklist of services, with the body that each takes."""

from services.tasks.domain.indicators.indicator import IndicatorDetails, NewIndicator
from services.tasks.domain.indicators.indicator_value import CorrectionWish, NewValue, ValueConfirmation
from services.tasks.domain.indicators.service_checklist import DeploymentWish, NewServiceChecklist

OPERATIONS = {
    "register_indicator": NewIndicator,
    "amend_indicator": IndicatorDetails,
    "report_indicator_value": NewValue,
    "correct_indicator_value": CorrectionWish,
    "confirm_indicator_value": ValueConfirmation,
    "register_service_checklist": NewServiceChecklist,
    "state_service_deployment": DeploymentWish,
    "list_indicators": None,
    "get_indicator": None,
    "list_indicator_values": None,
    "get_indicator_value": None,
    "list_service_checklists": None,
    "get_service_checklist": None,
}
