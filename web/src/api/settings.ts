import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";

export type Ladder = Schemas["LadderAnswer"];
export type Line = Schemas["LineAnswer"];
export type Leads = Schemas["LeadsView"];
export type Clarity = Schemas["ClarityStanding"];

export function useLadder(tenant: string) {
  return useQuery({
    queryKey: [tenant, "ladder"],
    queryFn: () => ask(api.GET("/v1/{tenant}/ladder", { params: { path: { tenant } } })),
  });
}

export function useLadderHistory(tenant: string) {
  return useInfiniteQuery({
    queryKey: [tenant, "ladder", "history"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/{tenant}/ladder/history", {
          params: { path: { tenant }, query: { cursor: pageParam, limit: 10 } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function setLadder(tenant: string, version: number, body: Schemas["NewLadder"]) {
  return ask(api.PUT("/v1/{tenant}/ladder", { params: { path: { tenant }, header: ifMatch(version) }, body }));
}

/** Who would be told what on that day; nobody is told anything by asking. */
export function usePreview(tenant: string, on: string) {
  return useQuery({
    queryKey: [tenant, "ladder", "preview", on],
    queryFn: () => ask(api.GET("/v1/{tenant}/reminders/preview", { params: { path: { tenant }, query: { on } } })),
  });
}

export function useClarity(tenant: string) {
  return useQuery({
    queryKey: [tenant, "clarity"],
    queryFn: () => ask(api.GET("/v1/{tenant}/clarity", { params: { path: { tenant } } })),
  });
}

export function chooseClarity(tenant: string, body: Schemas["ClarityWish"]) {
  return ask(api.PUT("/v1/{tenant}/clarity", { params: { path: { tenant } }, body }));
}

export function useLeads(tenant: string) {
  return useQuery({
    queryKey: [tenant, "bottleneck-leads"],
    queryFn: () => ask(api.GET("/v1/{tenant}/bottleneck-leads", { params: { path: { tenant } } })),
  });
}

/** The first table has no version before it that could be named. */
export function setLeads(tenant: string, version: number, body: Schemas["LeadTable"]) {
  const header = version > 0 ? ifMatch(version) : {};
  return ask(api.PUT("/v1/{tenant}/bottleneck-leads", { params: { path: { tenant }, header }, body }));
}

/** All of them: names of units are needed everywhere at once. */
