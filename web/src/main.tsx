import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./app/fonts";
import "./app/global.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { nonce } from "./app/theme";

/** Dialogs keep the page behind them still by a style of their own; its library looks for the nonce under this name. */
Object.assign(globalThis, { __webpack_nonce__: nonce() });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<App />);
