/// Something a person did at the keyboard.
enum Key: Hashable, Sendable {
    case character(Character)
    /// With the control key: the letter in lower case.
    case control(Character)
    case enter
    case tab
    case backTab
    case backspace
    case delete
    case escape
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    /// Text that the terminal says was pasted.
    case paste(String)
    /// A key that means nothing here; also anything with Alt.
    case other
}
