import Foundation
import Synchronization

@testable import WinnowCLI

/// A pseudo-terminal: the form sits at one end, the test types and reads at the other.
final class Terminal: Sendable {
    let master: Int32
    let slave: Int32
    /// What the window shows, each time that something was written.
    let screens: AsyncStream<ScreenModel>

    init(_ size: TerminalSize = .standard) throws {
        var (master, slave) = (Int32(-1), Int32(-1))
        var window = winsize(ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &window) == 0 else { throw POSIXError(.EIO) }
        self.master = master
        self.slave = slave
        let (stream, continuation) = AsyncStream.makeStream(of: ScreenModel.self)
        screens = stream
        let descriptor = master
        let thread = Thread {
            var screen = ScreenModel(size)
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                screen.take(buffer[..<count])
                continuation.yield(screen)
            }
            continuation.finish()
        }
        thread.start()
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// The local modes, to compare what was with what is.
    var localModes: tcflag_t {
        var modes = termios()
        tcgetattr(slave, &modes)
        return modes.c_lflag
    }

    func hangUp() { close(master) }
}

/// The window of a simple terminal: what remains after the sequences that the form uses.
struct ScreenModel: Sendable {
    private(set) var rows: [[Character]]
    private(set) var isAlternate = false
    /// How often the form's own screen was entered.
    private(set) var enterCount = 0
    private(set) var hasCursor = true
    /// Sequences that the form has no business to send.
    private(set) var strangeSequences: [String] = []
    private let size: TerminalSize
    private var row = 0
    private var column = 0
    private var pending: [UInt8] = []

    init(_ size: TerminalSize) {
        self.size = size
        rows = ScreenModel.blank(size)
    }

    private static func blank(_ size: TerminalSize) -> [[Character]] {
        Array(repeating: Array(repeating: " ", count: size.columns), count: size.rows)
    }

    var text: String { rows.map { String($0) }.joined(separator: "\n") }

    func contains(_ text: String) -> Bool { self.text.contains(text) }

    mutating func take(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        var rest = pending[...]
        while let first = rest.first {
            if first == 0x1b {
                guard let end = rest.dropFirst(2).firstIndex(where: { (0x40..<0x7f).contains($0) }) else { break }
                perform(String(decoding: rest[...end], as: UTF8.self))
                rest = rest[(end + 1)...]
            } else {
                let text = rest.prefix { $0 != 0x1b }
                // A scalar may still be on its way; what is cut there comes with the next bytes.
                let whole = text.endIndex == rest.endIndex ? ScreenModel.wholeScalars(text) : text
                if whole.isEmpty { break }
                for character in String(decoding: whole, as: UTF8.self) { put(character) }
                rest = rest[whole.endIndex...]
            }
        }
        pending = Array(rest)
    }

    private static func wholeScalars(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for length in 1...4 where bytes.count >= length {
            let lead = bytes[bytes.endIndex - length]
            if lead < 0x80 { return bytes }
            guard lead >= 0xc0 else { continue }
            let wanted = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
            return wanted > length ? bytes.dropLast(length) : bytes
        }
        return bytes
    }

    private mutating func put(_ character: Character) {
        let width = TextWidth.of(character)
        guard width > 0, row < size.rows, column + width <= size.columns else { return }
        rows[row][column] = character
        column += width
    }

    private mutating func perform(_ sequence: String) {
        switch sequence {
        case "\u{1b}[2J": rows = ScreenModel.blank(size)
        case "\u{1b}[K": for place in column..<size.columns { rows[row][place] = " " }
        case "\u{1b}[?1049h":
            (isAlternate, rows) = (true, ScreenModel.blank(size))
            enterCount += 1
        case "\u{1b}[?1049l": (isAlternate, rows) = (false, ScreenModel.blank(size))
        case "\u{1b}[?25h": hasCursor = true
        case "\u{1b}[?25l": hasCursor = false
        case "\u{1b}[?7h", "\u{1b}[?7l", "\u{1b}[?2004h", "\u{1b}[?2004l": break
        default:
            let numbers = sequence.dropFirst(2).dropLast().split(separator: ";").compactMap { Int($0) }
            switch sequence.last {
            case "H": (row, column) = ((numbers.first ?? 1) - 1, (numbers.dropFirst().first ?? 1) - 1)
            case "m": break
            default: strangeSequences.append(sequence)
            }
        }
    }
}
