import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";

export type Subscription = Schemas["SubscriptionAnswer"];
export type Delivery = Schemas["DeliveryAnswer"];
export type Attempt = Schemas["AttemptAnswer"];
export type Verdict = Schemas["Verdict"];

/** What an endpoint answers is no event of the tenant, so these are asked again by the clock. */
const AGAIN_MS = 5_000;

export function useSubscriptions(tenant: string) {
  return useQuery({
    queryKey: [tenant, "subscriptions"],
    queryFn: () => ask(api.GET("/v1/{tenant}/subscriptions", { params: { path: { tenant }, query: { limit: 200 } } })),
    refetchInterval: AGAIN_MS,
  });
}

export function useSubscription(tenant: string, subscription: string) {
  return useQuery({
    queryKey: [tenant, "subscriptions", subscription],
    queryFn: () => ask(api.GET("/v1/{tenant}/subscriptions/{subscription}", at(tenant, subscription))),
    refetchInterval: AGAIN_MS,
  });
}

export function useDeliveries(tenant: string, subscription: string, verdict: Verdict | null) {
  return useInfiniteQuery({
    queryKey: [tenant, "subscriptions", subscription, "deliveries", verdict],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/{tenant}/subscriptions/{subscription}/deliveries", {
          params: { path: { tenant, subscription }, query: { verdict, cursor: pageParam, limit: 20 } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: AGAIN_MS,
  });
}

function at(tenant: string, subscription: string) {
  return { params: { path: { tenant, subscription } } };
}

/** What its keeper may do with one subscription. */
export function handlesOf(tenant: string, subscription: string) {
  const here = at(tenant, subscription);
  return {
    verify: () => ask(api.POST("/v1/{tenant}/subscriptions/{subscription}/verification", here)),
    pause: () => ask(api.POST("/v1/{tenant}/subscriptions/{subscription}/pause", here)),
    resume: () => ask(api.POST("/v1/{tenant}/subscriptions/{subscription}/resume", here)),
    test: () => ask(api.POST("/v1/{tenant}/subscriptions/{subscription}/test", here)),
    rotate: (old_hours: number) =>
      ask(api.POST("/v1/{tenant}/subscriptions/{subscription}/secrets", { ...here, body: { old_hours } })),
    replay: (body: Schemas["Replay"]) =>
      ask(api.POST("/v1/{tenant}/subscriptions/{subscription}/replay", { ...here, body })),
    redeliver: (delivery: string) =>
      ask(
        api.POST("/v1/{tenant}/subscriptions/{subscription}/deliveries/{delivery}", {
          params: { path: { tenant, subscription, delivery } },
        }),
      ),
    dropSecret: (secret: string) =>
      ask(
        api.DELETE("/v1/{tenant}/subscriptions/{subscription}/secrets/{secret}", {
          params: { path: { tenant, subscription, secret } },
        }),
      ),
    remove: async () => {
      await ask(api.DELETE("/v1/{tenant}/subscriptions/{subscription}", here));
    },
  };
}

export type Handles = ReturnType<typeof handlesOf>;

export function subscribe(tenant: string, body: Schemas["NewSubscription"]) {
  return ask(api.POST("/v1/{tenant}/subscriptions", { params: { path: { tenant } }, body }));
}
