import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";
import { every } from "./every";

export type Directive = Schemas["DirectiveView"];
export type WholeDirective = Schemas["WholeDirective"];
export type Acknowledgement = Schemas["AcknowledgementSnapshot"];

const PAGE = 100;

export function useDirectives(tenant: string, q: string) {
  return useInfiniteQuery({
    queryKey: [tenant, "directives", q],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/{tenant}/directives", {
          params: { path: { tenant }, query: { q: q || undefined, limit: PAGE, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useDirective(tenant: string, directive: string) {
  return useQuery({
    queryKey: [tenant, "directives", "one", directive],
    queryFn: () => ask(api.GET("/v1/{tenant}/directives/{directive}", { params: { path: { tenant, directive } } })),
  });
}

/** The tasks that it assigned, without the shares of single units. */
export function useAssignments(tenant: string, directive: string) {
  return useQuery({
    queryKey: [tenant, "tasks", "of", directive],
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/tasks", { params: { path: { tenant }, query: { directive, limit: 500, cursor } } })),
      ),
  });
}

export function useAcknowledgements(tenant: string, directive: string) {
  return useQuery({
    queryKey: [tenant, "directives", "acknowledgements", directive],
    queryFn: () =>
      every((cursor) =>
        ask(
          api.GET("/v1/{tenant}/directives/{directive}/acknowledgements", {
            params: { path: { tenant, directive }, query: { limit: 500, cursor } },
          }),
        ),
      ),
  });
}

export function acknowledgeDirective(tenant: string, owed: Acknowledgement, body: Schemas["AcknowledgementWish"]) {
  return ask(
    api.POST("/v1/{tenant}/directives/{directive}/acknowledgements/{unit}", {
      params: { path: { tenant, directive: owed.directive, unit: owed.unit }, header: ifMatch(owed.version) },
      body,
    }),
  );
}
