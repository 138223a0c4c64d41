// Opens GraphiQL on the endpoint beside this page. Variables and headers stay in the tab: no token gets into the address.
"use strict";

const endpoint = new URL("graphql", document.baseURI);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

// Whoever is signed in on this site has the session's token in this cookie (gateway/origin.py).
const csrf = Cookies.get("tuntas_csrf");

const fetcher = GraphiQL.createFetcher({
  url: endpoint.toString(),
  subscriptionUrl: socket.toString(),
  headers: csrf ? { "X-CSRF-Token": csrf } : {},
});

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    plugins: [GraphiQLPluginExplorer.explorerPlugin()],
    defaultEditorToolsVisibility: true,
    defaultQuery: "# Ctrl-Enter runs the operation, Ctrl-Space completes a name.\n\n{\n  __typename\n}\n",
    inputValueDeprecation: true,
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
  }),
);
