"""The rules of the programme: pure functions over snapshots, which return the new state and what happened.

To read how the programme works, in this order:

- `organisation`: who there is (`tenant`, `unit`); who may do what: `authority`
- what is owed: `obligation`, `deadline`, `outcome`; its life: `lifecycle`; the duties besides tasks: `duty_outcome`
- `works`: `plan`, `group`, `new_task`, `task`, `pilot_model`; their changes: `steps`; given to many: `fan_out`;
  how work goes on: `measuring`, `schedule`, `leads`, `approving`, `details`, `clarity`, `suggesting`
- `directives`: `directive`, `directive_texts`, `document_number`, `terminology`, `link`, `acknowledgement`
- `bottlenecks`: `bottleneck`, `bottleneck_leads`, `bottleneck_groups`, `bottleneck_board`
- `surveys`: `question_set`, `survey_round`, `survey_response`, `survey_coverage`
- `key_tasks`: `key_catalogue`, `key_selection`, `local_tasks`, `key_coverage`
- `reports`: `reporting_cycle`, `reporting_periods`, `unit_report`, `statement`, `period_standing`
- `indicators`: `indicator`, `indicator_target`, `indicator_value`; the 53 services: `service_checklist`
- `oversight`: `inspection`, `session`, `undertaking`
- `evaluations`: `appraisal`, `dossier`
- `exchanges`: `request`, `letter`, `experience_note`
- `successions`: `heritage`, `succession`, `passing_on`; of whole tenants: `tenant_successions`: `legacy`,
  `tenant_succession`, `moving`

`…_wishes` is what people ask for, `…errors` what is refused; `values`, `effective`, `differences`, `search` and `telling` serve
all of them.
"""
