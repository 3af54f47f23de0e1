internal import Foundation
internal import WinnowNumerics

/// Asks a service for vectors, in halves where it has to be.
struct RemoteCaller: Sendable {
    private let service: RemoteService
    private let sender: RemoteSender

    init(_ service: RemoteService, _ plan: RetryPlan, _ session: RemoteSession, _ cancellation: Cancellation? = nil) {
        self.service = service
        sender = RemoteSender(
            url: service.url,
            key: service.key,
            plan: plan,
            session: session,
            cancellation: cancellation
        )
    }

    /// What text-embeddings-inference says of itself.
    struct Info: Decodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let model_id: String?
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let model_sha: String?
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let max_client_batch_size: Int?
    }

    /// nil where the service has no such address, as others that speak its language.
    func info() throws(EncoderError) -> Info? {
        let reply = try sender.reply(to: sender.request("info"))
        switch reply.status {
        case 200: return try? JSONDecoder().decode(Info.self, from: reply.data)
        case 404, 405: return nil
        default: throw sender.failure(reply)
        }
    }

    /// What a service made of texts.
    struct Vectors {
        var values: [[Float]]
        /// Texts of which it did not take the end, or nothing.
        var cutCount = 0
    }

    /// The vectors of texts, in halves where the service finds them too many.
    ///
    /// A single text that it refuses is too long for it as a rule: its end is left out, up to all but a 64th. What it refuses
    /// even then has a vector of zeros, as a text without anything in it: one item does not keep all others waiting.
    ///
    /// - Parameter width: Of such a vector; nil throws instead.
    func vectors(of texts: [String], width: Int? = nil) throws(EncoderError) -> Vectors {
        if let vectors = try given(texts) { return Vectors(values: vectors) }
        if texts.count > 1 {
            let middle = texts.count / 2
            var first = try vectors(of: Array(texts[..<middle]), width: width)
            let second = try vectors(of: Array(texts[middle...]), width: width)
            first.values += second.values
            first.cutCount += second.cutCount
            return first
        }
        var scalars = texts[0].unicodeScalars[...]
        for _ in 0..<6 where scalars.count > 1 {
            scalars = scalars.prefix(scalars.count / 2)
            if let vectors = try given([String(String.UnicodeScalarView(scalars))]) {
                return Vectors(values: vectors, cutCount: 1)
            }
        }
        guard let width else { throw sender.failure("it refuses whatever text it is sent") }
        return Vectors(values: [[Float](repeating: 0, count: width)], cutCount: 1)
    }

    /// nil where the service refuses the texts as they are.
    private func given(_ texts: [String]) throws(EncoderError) -> [[Float]]? {
        let reply = try sender.reply(to: sender.request(service.path, body: try service.body(texts)))
        switch reply.status {
        case 200: return try service.vectors(in: reply.data, count: texts.count)
        case 400, 413, 422: return nil
        default: throw sender.failure(reply)
        }
    }
}
