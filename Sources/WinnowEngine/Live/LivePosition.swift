/// How far a listener has come in one process's live events; in words, to go on behind a break in the connection.
package struct LivePosition: Hashable, Sendable, LosslessStringConvertible {
    /// Another number in each process, because the events' numbers begin again.
    package let process: UInt64
    package let number: Int

    package init(process: UInt64, number: Int) {
        self.process = process
        self.number = number
    }

    package init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let process = UInt64(parts[0], radix: 36), let number = Int(parts[1]) else {
            return nil
        }
        self.init(process: process, number: number)
    }

    package var description: String { "\(String(process, radix: 36))-\(number)" }
}
