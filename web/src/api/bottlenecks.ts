import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";
import { every } from "./every";

export type Bottleneck = Schemas["BottleneckView"];
export const GROUPS = ["legal", "infrastructure", "data", "security", "resources"] as const;
export const STATUSES = ["open", "proposed", "decided", "resolved", "rejected"] as const;
export const UNSOLVED: (typeof STATUSES)[number][] = ["open", "proposed", "decided"];

export interface Filters {
  group?: (typeof GROUPS)[number];
  status?: (typeof STATUSES)[number][];
  q?: string;
}

const PAGE = 100;

export function useBoard(tenant: string) {
  return useQuery({
    queryKey: [tenant, "bottlenecks", "board"],
    queryFn: () => ask(api.GET("/v1/{tenant}/bottlenecks/board", { params: { path: { tenant } } })),
  });
}

export function useBottlenecks(tenant: string, filters: Filters) {
  return useInfiniteQuery({
    queryKey: [tenant, "bottlenecks", filters],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/{tenant}/bottlenecks", {
          params: { path: { tenant }, query: { ...filters, limit: PAGE, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Whatever is not solved yet, whole: how old the oldest of a group is can be told only of all. */
export function useUnsolved(tenant: string) {
  return useQuery({
    queryKey: [tenant, "bottlenecks", "unsolved"],
    queryFn: () =>
      every((cursor) =>
        ask(
          api.GET("/v1/{tenant}/bottlenecks", {
            params: { path: { tenant }, query: { status: UNSOLVED, limit: 500, cursor } },
          }),
        ),
      ),
  });
}

export function useBottleneck(tenant: string, bottleneck: string) {
  return useQuery({
    queryKey: [tenant, "bottlenecks", "one", bottleneck],
    queryFn: () => ask(api.GET("/v1/{tenant}/bottlenecks/{bottleneck}", { params: { path: { tenant, bottleneck } } })),
  });
}

export function useBottleneckLeads(tenant: string) {
  return useQuery({
    queryKey: [tenant, "bottleneck-leads"],
    queryFn: () => ask(api.GET("/v1/{tenant}/bottleneck-leads", { params: { path: { tenant } } })),
  });
}

export function raise(tenant: string, body: Schemas["NewBottleneck"]) {
  return ask(api.POST("/v1/{tenant}/bottlenecks", { params: { path: { tenant } }, body }));
}

export type Step = "proposal" | "decision" | "rejection" | "resolution";

/** The words of a step, and the document behind it where the step has one. */
export function take(tenant: string, known: Bottleneck, step: Step, text: string, document: string) {
  const params = { path: { tenant, bottleneck: known.id }, header: ifMatch(known.version) };
  const path = "/v1/{tenant}/bottlenecks/{bottleneck}";
  if (step === "proposal")
    return ask(api.POST(`${path}/proposal`, { params, body: { text, document: document || null } }));
  if (step === "decision") return ask(api.POST(`${path}/decision`, { params, body: { text, document } }));
  if (step === "rejection") return ask(api.POST(`${path}/rejection`, { params, body: { text, document } }));
  return ask(api.POST(`${path}/resolution`, { params, body: { text } }));
}
