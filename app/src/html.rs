//! HTML as text, for parts that server and browser draw alike. What people wrote goes in by `text` only, which escapes it.

/// A growing piece of HTML.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Markup of this source: it is fixed when the program is built.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Anything else: for the inside of an element, or of a quoted attribute.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// HTML that the backend rendered and cleaned when it was written.
    pub fn cleaned(&mut self, html: &str) -> &mut Self {
        self.0.push_str(html);
        self
    }

    /// A number.
    pub fn number(&mut self, n: impl std::fmt::Display) -> &mut Self {
        self.text(&n.to_string())
    }

    /// The text of it.
    pub fn done(self) -> String {
        self.0
    }
}
