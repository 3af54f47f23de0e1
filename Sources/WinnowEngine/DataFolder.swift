package import Foundation

/// Where everything of one installation lies: the database, and what is derived from it.
package struct DataFolder: Sendable, Hashable {
    package let url: URL

    package init(url: URL) {
        self.url = url
    }

    package var database: URL { url.appending(path: "winnow.sqlite") }
    package var features: URL { url.appending(path: "features") }
    /// Pretrained networks, by name.
    package var encoders: URL { url.appending(path: "encoders") }
    /// What encoders made of texts, by the version of the encoder.
    package var vectors: URL { url.appending(path: "vectors") }
    package var models: URL { url.appending(path: "models") }
    /// Search indexes, made when they are first wanted.
    package var search: URL { url.appending(path: "search") }
    /// What searches over hyperparameters found.
    package var tuning: URL { url.appending(path: "tuning") }
    package var exports: URL { url.appending(path: "exports") }
    /// Lock files; empty, and never removed while anybody may wait for one.
    package var locks: URL { url.appending(path: "locks") }

    /// Makes the folder and those in it.
    ///
    /// - Throws: What the file system says when it may not.
    package func create() throws {
        for folder in [url, features, models, exports, locks] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
    }
}
