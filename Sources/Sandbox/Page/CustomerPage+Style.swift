extension CustomerPage {
    /// What the page looks like.
    static let style = """

        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { margin: 1.5rem auto; max-width: 64rem; padding: 0 1rem; }
        h1 { font-size: 1.4rem; }
        h2 { font-size: 1.1rem; margin-top: 2rem; }
        h1 span, h2 span, p span { color: GrayText; font-weight: normal; }
        article { border: 1px solid GrayText; border-radius: .5rem; margin: .75rem 0; }
        article { padding: .75rem 1rem; }
        h3 { font: 600 1rem ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .5rem 0; }
        dt { color: GrayText; }
        dd { margin: 0; overflow-wrap: anywhere; }
        fieldset { border: 0; display: inline-flex; flex-wrap: wrap; gap: .5rem; padding: 0; }
        fieldset { margin: .25rem 1.5rem .25rem 0; }
        legend { color: GrayText; font-size: .85rem; padding: 0; }
        button { cursor: pointer; font: inherit; padding: .25rem .75rem; }
        button:disabled { cursor: not-allowed; }
        #message { color: #c5221f; font-weight: 600; min-height: 1.5rem; }

        """
}
