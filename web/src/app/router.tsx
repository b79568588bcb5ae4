import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { queries } from "../api/queries";
import { sessionQuery } from "../api/session";
import { Waiting } from "../parts/Waiting";
import { Broken } from "./Broken";
import { Home } from "./Home";
import { PAGES } from "./pages";
import { Shell } from "./Shell";
import { SignIn } from "./SignIn";

const pages: RouteObject[] = PAGES.map(({ path, load, ahead }) => ({
  path,
  lazy: async () => ({ Component: (await load()).default }),
  loader: ({ params, request }) => asked(ahead?.(params.tenant ?? "", new URL(request.url).searchParams)),
}));

/** Under way; nobody waits for it here, and what went wrong is said where it is shown. */
function asked(_: Promise<void> | undefined): null {
  return null;
}

export const router = createBrowserRouter([
  { path: "/", Component: Home, errorElement: <Broken /> },
  { path: "/sign-in", Component: SignIn, errorElement: <Broken /> },
  {
    path: "/t/:tenant",
    Component: Shell,
    loader: () => asked(queries.prefetchQuery(sessionQuery)),
    HydrateFallback: Waiting,
    errorElement: <Broken />,
    children: [
      { index: true, element: <Navigate to="overview" replace /> },
      { errorElement: <Broken framed />, children: [...pages, { path: "*", element: <Broken missing framed /> }] },
    ],
  },
  { path: "*", element: <Broken missing /> },
]);
