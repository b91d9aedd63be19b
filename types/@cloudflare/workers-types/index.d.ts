// Stands in for the global types that Remix's Cloudflare package refers to: they redeclare those of Node and of the
// DOM (`Buffer` becomes any, `Element.append` takes no element), for the sake of KV session storage, unused here.
export {}
