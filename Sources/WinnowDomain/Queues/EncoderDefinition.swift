/// `encoder.v1`, `static.v1` and `remote.v1`: columns that a pretrained network makes of each text.
package struct EncoderDefinition: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        /// A network that this machine computes.
        case native = "encoder.v1"
        /// A table of vectors of tokens.
        case table = "static.v1"
        /// A network behind an HTTP service.
        case remote = "remote.v1"
    }

    /// What becomes of text beyond the limit.
    package enum Rest: String, Hashable, Sendable, Codable, CaseIterable {
        /// Is not read.
        case cut
        /// Is read in pieces, whose vectors are averaged.
        case chunk
    }

    package enum Precision: String, Hashable, Sendable, Codable, CaseIterable {
        /// The fastest that changes no decision: `bf16` where the processor has it, else `f32`.
        case auto
        case single = "f32"
        case brain = "bf16"
        /// For those who measured that it changes nothing for them.
        case byte = "int8"
    }

    /// How a remote service is spoken to.
    package struct Service: Hashable, Sendable, Codable {
        package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
            case openAI = "openai"
            case textEmbeddingsInference = "tei"
        }

        package var url: String
        package var language: Language
        /// The environment variable that has the key; nil where none is sent.
        package var keyVariable: String?

        package init(url: String, language: Language, keyVariable: String?) {
            self.url = url
            self.language = language
            self.keyVariable = keyVariable
        }
    }

    package var kind: Kind
    /// The name under which the encoder was added, or by which a service knows it.
    package var model: String
    /// What is put before each text, as some models want.
    package var prompt: String
    /// Tokens of a text that are read; nil as many as the model says.
    package var limit: Int?
    package var rest: Rest
    package var precision: Precision
    package var service: Service?
    /// Columns that are kept, those of most variance in the pool; nil for all.
    package var columns: Int?
    /// What its columns count beside those of other extractors.
    package var scale: Double
    /// How much cheaper to learn with the directions of most variance are, 0…1.
    package var temper: Double
    /// Whether each column's variance over the pool is made the same.
    package var isStandardized: Bool

    package init(
        kind: Kind,
        model: String,
        prompt: String = "",
        limit: Int? = nil,
        rest: Rest = .cut,
        precision: Precision = .auto,
        service: Service? = nil,
        columns: Int? = nil,
        scale: Double = 1,
        temper: Double = 0,
        isStandardized: Bool = false
    ) {
        self.kind = kind
        self.model = model
        self.prompt = prompt
        self.limit = limit
        self.rest = rest
        self.precision = precision
        self.service = service
        self.columns = columns
        self.scale = scale
        self.temper = temper
        self.isStandardized = isStandardized
    }
}
