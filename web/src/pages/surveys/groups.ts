import type { Question, RoundView } from "../../api/surveys";

interface Named {
  name_vi: string;
  name_en: string;
}

/** The questions of a round by their five groups, in the order of the groups. */
export function groupsOf(view: RoundView): { name: Named; questions: Question[] }[] {
  return view.coverage.by_group
    .map((group) => ({ name: group, questions: view.questions.filter((question) => question.group === group.group) }))
    .filter(({ questions }) => questions.length > 0);
}
