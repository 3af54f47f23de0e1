import Foundation

/// Claims and answers as fast as the server lets it, one item at a time, as a person with a very quick hand.
final class Annotator {
    private struct Claim: Decodable {
        struct Assignment: Decodable {
            struct Item: Decodable { let id: String }
            let id: Int64
            let item: Item
            let revision: Int
        }
        let state: String
        let assignments: [Assignment]
    }

    private let connection: Connection
    private let queue: String
    private let labels: [String]
    private var random: UInt64
    private(set) var claimSeconds: [Double] = []
    private(set) var submitSeconds: [Double] = []
    private(set) var items: [String] = []
    private(set) var errors: [String] = []

    init(connection: Connection, queue: String, labels: [String], seed: UInt64) {
        self.connection = connection
        self.queue = queue
        self.labels = labels
        random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// - Parameter isWanted: Asked before each item.
    func work(while isWanted: () -> Bool) {
        while isWanted(), errors.count < 10 {
            do {
                guard try labelOne() else { return }
            } catch {
                errors.append("\(error)")
            }
        }
    }

    /// - Returns: False when there is nothing left.
    private func labelOne() throws -> Bool {
        let started = DispatchTime.now()
        let answer = try connection.post("/api/v1/queues/\(queue)/assignments", "{}")
        claimSeconds.append(seconds(since: started))
        guard answer.status == 200 else { throw Failure("claim: \(answer.status) \(text(answer.body))") }
        let claim = try JSONDecoder().decode(Claim.self, from: answer.body)
        guard let given = claim.assignments.first else {
            if claim.state == "finished" { return false }
            throw Failure("claim: \(claim.state)")
        }
        let label = labels[Int(next() % UInt64(labels.count))]
        let body = #"{"answer":"label","labels":["\#(label)"],"revision":\#(given.revision),"seconds":1.5}"#
        let sent = DispatchTime.now()
        let stored = try connection.post("/api/v1/queues/\(queue)/assignments/\(given.id)/annotation", body)
        submitSeconds.append(seconds(since: sent))
        guard stored.status == 200 else { throw Failure("submit: \(stored.status) \(text(stored.body))") }
        items.append(given.item.id)
        return true
    }

    private func next() -> UInt64 {
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return random
    }

    private func text(_ body: Data) -> String { String(decoding: body.prefix(200), as: UTF8.self) }

    private func seconds(since start: DispatchTime) -> Double {
        Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
    }
}
