import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const gateway = process.env.TIENDO_GATEWAY ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  html: { cspNonce: "__CSP_NONCE__" },
  build: { target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: { proxy: { "/v1": gateway, "/session": gateway } },
});
