/// A text in lines of the window.
struct WrappedText: Sendable {
    let width: Int
    let lines: [String]

    init() {
        width = 0
        lines = []
    }

    init(_ text: String, width: Int) {
        self.width = width
        lines = TextWrap.lines(text, width: width)
    }
}
