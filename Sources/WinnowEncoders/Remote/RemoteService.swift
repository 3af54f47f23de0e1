package import Foundation

/// A service on another machine that turns texts into vectors.
package struct RemoteService: Hashable, Sendable {
    package enum Language: Hashable, Sendable {
        /// `POST {url}/embeddings`, as OpenAI's API and many servers have it.
        case openAI
        /// Hugging Face's text-embeddings-inference: `POST {url}/embed`, `GET {url}/info`.
        case textEmbeddingsInference
    }

    package let url: URL
    package let language: Language
    /// The name by which the service knows the model.
    package let model: String
    /// Sent as a bearer token; never written anywhere.
    package let key: String?

    package init(url: URL, language: Language, model: String, key: String?) {
        self.url = url
        self.language = language
        self.model = model
        self.key = key
    }

    /// For messages.
    var address: String { url.withoutSecrets }

    /// Texts that are sent at once: what servers take where they do not say.
    var batchSize: Int { language == .openAI ? 64 : 32 }

    var path: String { language == .openAI ? "embeddings" : "embed" }

    /// What a request for the vectors of texts says.
    func body(_ texts: [String]) throws(EncoderError) -> Data {
        // Servers refuse texts without anything in them.
        let texts = texts.map { $0.isEmpty ? " " : $0 }
        do {
            switch language {
            case .openAI:
                // Said because clients and servers differ in what they take for granted.
                let request = OpenAIRequest(model: model, input: texts, encoding_format: "float")
                return try JSONEncoder().encode(request)
            case .textEmbeddingsInference:
                // Otherwise texts beyond its limit are refused.
                return try JSONEncoder().encode(InferenceRequest(inputs: texts, truncate: true))
            }
        } catch {
            throw .service(url: address, reason: "the request cannot be written: \(error)")
        }
    }

    /// The vectors in a reply, in the order of the texts.
    func vectors(in data: Data, count: Int) throws(EncoderError) -> [[Float]] {
        func failure(_ reason: String) -> EncoderError { .service(url: address, reason: reason) }
        let vectors: [[Float]]
        do {
            switch language {
            case .openAI:
                let entries = try JSONDecoder().decode(OpenAIReply.self, from: data).data
                var sorted = [[Float]](repeating: [], count: count)
                for entry in entries {
                    guard sorted.indices.contains(entry.index) else { throw failure("it sent a vector \(entry.index)") }
                    sorted[entry.index] = entry.embedding
                }
                vectors = sorted
            case .textEmbeddingsInference: vectors = try JSONDecoder().decode([[Float]].self, from: data)
            }
        } catch let error as EncoderError {
            throw error
        } catch {
            throw failure("its reply is no list of vectors")
        }
        guard vectors.count == count else { throw failure("it sent \(vectors.count) vectors for \(count) texts") }
        guard let width = vectors.first?.count, width > 0, vectors.allSatisfy({ $0.count == width }) else {
            throw failure("it sent vectors of different lengths, or none for a text")
        }
        guard vectors.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw failure("it sent numbers that are none") }
        return vectors
    }

    private struct OpenAIRequest: Encodable {
        let model: String
        let input: [String]
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let encoding_format: String
    }

    private struct InferenceRequest: Encodable {
        let inputs: [String]
        let truncate: Bool
    }

    private struct OpenAIReply: Decodable {
        struct Entry: Decodable {
            let index: Int
            let embedding: [Float]
        }

        let data: [Entry]
    }
}
