internal import Foundation
internal import Synchronization

/// Reads server-sent events (HTML standard, 9.2) as the pieces of their stream come in. Ids and times to wait are not
/// looked at: whoever reads asks for the present state when it comes back.
final class EventStreamParser: Sendable {
    struct Event: Hashable, Sendable {
        var name = "message"
        var data = ""
    }

    private struct State {
        var rest = Data()
        var name = ""
        var lines: [String] = []
        /// Of the lines.
        var byteCount = 0
    }

    /// Lines and events that are longer are no events of ours, and are forgotten.
    private static let byteLimit = 1 << 20

    private let state = Mutex(State())

    func events(in piece: Data) -> [Event] {
        state.withLock { state in
            state.rest.append(piece)
            var events: [Event] = []
            while let end = state.rest.firstIndex(of: 0x0a) {
                var line = String(decoding: state.rest[..<end], as: UTF8.self)
                state.rest = Data(state.rest[(end + 1)...])
                if line.hasSuffix("\r") { line.removeLast() }
                if let event = Self.take(line, &state) { events.append(event) }
            }
            if state.rest.count > Self.byteLimit { state.rest = Data() }
            return events
        }
    }

    private static func take(_ line: String, _ state: inout State) -> Event? {
        if line.isEmpty {
            defer { (state.name, state.lines, state.byteCount) = ("", [], 0) }
            guard !state.lines.isEmpty, state.byteCount <= byteLimit else { return nil }
            return Event(name: state.name.isEmpty ? "message" : state.name, data: state.lines.joined(separator: "\n"))
        }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let value = parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1]
        switch parts[0] {
        case "event": state.name = String(value)
        case "data":
            state.byteCount += line.utf8.count
            if state.byteCount <= byteLimit { state.lines.append(String(value)) }
        default: break
        }
        return nil
    }
}
