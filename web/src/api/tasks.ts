/** Tasks and pilot models: many by what is asked for, one with everything around it, and what can be done to them. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";
import type { paths } from "./schema";

export type Work = Schemas["TaskView"] | Schemas["ModelView"];
export type OneWork = Schemas["OneTask"] | Schemas["OneModel"];
export type Task = Schemas["TaskView"];
export type OneTask = Schemas["OneTask"];
export type Status = Schemas["StatusWish"]["to"];
export type WorkQuery = NonNullable<paths["/v1/{tenant}/tasks"]["get"]["parameters"]["query"]>;

const MOST = 500;
const LONGEST_TITLE = 300;

export function isTask<W extends Work | OneWork>(work: W): work is Exclude<W, { kind: "pilot_model" }> {
  return work.kind !== "pilot_model";
}

/** In order of need, page by page; the first page says how many there are. */
export function useTasks(tenant: string, wanted: WorkQuery) {
  return useInfiniteQuery({
    queryKey: [tenant, "tasks", wanted],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const query = {
        ...wanted,
        order: "need" as const,
        limit: MOST,
        cursor: pageParam,
        total: pageParam === undefined,
      };
      return ask(api.GET("/v1/{tenant}/tasks", { params: { path: { tenant }, query } }));
    },
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useTask(tenant: string, task: string) {
  return useQuery({
    queryKey: [tenant, "task", task],
    queryFn: () => ask(api.GET("/v1/{tenant}/tasks/{task}", { params: { path: { tenant, task } } })),
  });
}

export function useHistory(tenant: string, task: string) {
  return useInfiniteQuery({
    queryKey: [tenant, "task", task, "history"],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/{tenant}/tasks/{task}/history", {
          params: { path: { tenant, task }, query: { cursor: pageParam, limit: MOST } },
        }),
      ),
    getNextPageParam: (page) => (page.next === null ? undefined : Number(page.next)),
  });
}

/** The tasks that are shares of this one. */
export function useChildren(tenant: string, parent: string) {
  return useQuery({
    queryKey: [tenant, "tasks", "children", parent],
    queryFn: () =>
      ask(
        api.GET("/v1/{tenant}/tasks", {
          params: { path: { tenant }, query: { parent, order: "need", limit: MOST, total: true } },
        }),
      ),
  });
}

export function useBottlenecksOf(tenant: string, task: string) {
  return useQuery({
    queryKey: [tenant, "bottlenecks", "of", task],
    queryFn: () => ask(api.GET("/v1/{tenant}/bottlenecks", { params: { path: { tenant }, query: { task } } })),
  });
}

export function changeStatus(tenant: string, { id, version }: Work | OneWork, body: Schemas["StatusWish"]) {
  const params = { path: { tenant, task: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/tasks/{task}/status", { params, body }));
}

export function changeStatuses(
  tenant: string,
  works: Work[],
  body: Pick<Schemas["StatusWish"], "to" | "reason" | "product">,
) {
  const changes = works.map(({ id, version }) => ({ ...body, task: id, version }));
  return ask(api.POST("/v1/{tenant}/bulk/status", { params: { path: { tenant } }, body: { changes } }));
}

export function reportProgress(tenant: string, { id, version }: Work | OneWork, body: Schemas["ProgressWish"]) {
  const params = { path: { tenant, task: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/tasks/{task}/progress", { params, body }));
}

export function confirmProgress(tenant: string, { id, version }: OneWork, body: Schemas["ConfirmationWish"]) {
  const params = { path: { tenant, task: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/tasks/{task}/progress/confirmation", { params, body }));
}

export function moveDeadline(tenant: string, { id, version }: OneWork, body: Schemas["DeadlineWish"]) {
  const params = { path: { tenant, task: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/tasks/{task}/deadline", { params, body }));
}

export function changeLead(tenant: string, { id, version }: OneWork, body: Schemas["LeadWish"]) {
  const params = { path: { tenant, task: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/tasks/{task}/lead", { params, body }));
}

export function decideApproval(tenant: string, { id, version }: OneWork, body: Schemas["ApprovalWish"]) {
  const params = { path: { tenant, task: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/tasks/{task}/approval", { params, body }));
}

interface Said {
  id: string;
  text_vi: string;
  reply_by: string;
}

/** A letter to the unit that leads the work; with the same id it is sent once. */
export function urgeAbout(tenant: string, work: Work | OneWork, said: Said) {
  return write(tenant, work, { ...said, kind: "urge", units: [work.lead_unit ?? ""] }, "Đôn đốc");
}

/** A letter among peers; what is said about a work stays with it. */
export function writeAbout(tenant: string, work: Work | OneWork, to: string, said: Said) {
  return write(tenant, work, { ...said, kind: "peer_request", units: [to] }, "Trao đổi");
}

/** Of the standing agency a later deadline is asked for; it is moved by decision only (FR-X-08). */
export function askForExtension(tenant: string, task: Work | OneWork, to: string, said: Said & { wanted_due: string }) {
  return write(tenant, task, { ...said, kind: "peer_request", units: [to] }, "Xin gia hạn");
}

type Written = Pick<Schemas["NewRequest"], "id" | "kind" | "units" | "text_vi" | "reply_by" | "wanted_due">;

function write(tenant: string, work: Work | OneWork, letter: Written, what: string) {
  const subject_sort = isTask(work) ? ("task" as const) : ("model" as const);
  const title_vi = `${what} ${work.id}: ${work.title_vi}`.slice(0, LONGEST_TITLE);
  const body = { ...letter, subject_sort, subject: work.id, title_vi };
  return ask(api.POST("/v1/{tenant}/requests", { params: { path: { tenant } }, body }));
}
