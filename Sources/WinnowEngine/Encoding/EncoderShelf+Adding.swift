package import Foundation
internal import WinnowDomain
internal import WinnowEncoders

extension EncoderShelf {
    /// Copies a model into the data folder, after all that it takes to use it was read.
    ///
    /// - Parameters:
    ///   - source: A folder as downloaded from a model hub.
    ///   - name: What queue files will call it; see `EncoderEntry.isName`.
    ///   - replaces: Whether one of that name is replaced; what it has encoded stays for as long as queues ask for it.
    /// - Throws: `EncodingProblem`; what the file system says.
    package func add(_ source: URL, as name: String, replacing replaces: Bool = false) throws -> EncoderEntry {
        guard EncoderEntry.isName(name) else { throw EncodingProblem.badName(name) }
        let place = folder.appending(path: name)
        let isThere = FileManager.default.fileExists(atPath: place.path)
        guard replaces || !isThere else { throw EncodingProblem.alreadyThere(model: name) }
        let facts: EncoderFacts
        do {
            facts = try EncoderFacts(folder: source.path)
        } catch {
            throw EncodingProblem.unusable(model: name, reason: "\(error)")
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let temporary = folder.appending(path: ".adding-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: temporary) }
        for file in facts.files {
            let target = temporary.appending(path: file)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(at: source.appending(path: file).resolvingSymlinksInPath(), to: target)
        }
        let entry = EncoderEntry(
            name: name,
            facts,
            digest: try EncoderShelf.digest(of: facts.files, in: temporary),
            byteCount: EncoderShelf.byteCount(of: facts.files, in: temporary)
        )
        try entry.write(to: temporary)
        // What was copied is looked at, as it will be found.
        guard try EncoderFacts(folder: temporary.path) == facts else {
            throw EncodingProblem.unusable(model: name, reason: "its files changed while they were copied")
        }
        guard EncoderEntry(in: temporary, named: name) == entry else {
            throw EncodingProblem.unusable(
                model: name,
                reason:
                    "its files name \(facts.dimension) columns and \(facts.tokenLimit) tokens, and up to 1,048,576 can be"
            )
        }
        let former = folder.appending(path: ".replaced-\(UUID().uuidString)")
        if isThere { try FileManager.default.moveItem(at: place, to: former) }
        do {
            try FileManager.default.moveItem(at: temporary, to: place)
        } catch {
            if isThere { try? FileManager.default.moveItem(at: former, to: place) }
            throw error
        }
        if isThere { try FileManager.default.removeItem(at: former) }
        return entry
    }

    /// Puts back encoders that were taken away to be replaced, by a process that was killed before the other was there.
    func restoreReplaced() throws {
        for place in DerivedFiles.list(folder) where place.lastPathComponent.hasPrefix(".replaced-") {
            guard let data = try? Data(contentsOf: place.appending(path: EncoderEntry.fileName)),
                let entry = try? JSONDecoder().decode(EncoderEntry.self, from: data), EncoderEntry.isName(entry.name)
            else { continue }
            let former = folder.appending(path: entry.name)
            guard !FileManager.default.fileExists(atPath: former.path) else { continue }
            try FileManager.default.moveItem(at: place, to: former)
        }
    }

    /// Takes an encoder out of the data folder; queues that name it learn nothing new until there is one again.
    ///
    /// - Throws: `EncodingProblem.notThere`; what the file system says.
    package func remove(_ name: String) throws {
        let entries = entries()
        guard entries.contains(where: { $0.name == name }) else {
            throw EncodingProblem.notThere(model: name, known: entries.map(\.name))
        }
        try FileManager.default.removeItem(at: folder.appending(path: name))
    }

    /// Files of an encoder that are not as they were added, missing ones among them.
    ///
    /// - Throws: What the file system says.
    package func isWhole(_ entry: EncoderEntry) throws -> Bool {
        let place = folder.appending(path: entry.name)
        guard let facts = try? EncoderFacts(folder: place.path) else { return false }
        return try EncoderShelf.digest(of: facts.files, in: place) == entry.digest
    }

    /// Of the names and contents of files.
    private static func digest(of files: [String], in folder: URL) throws -> Digest {
        let parts = try files.map { file in
            let data = try Data(contentsOf: folder.appending(path: file), options: .alwaysMapped)
            return "\(file) \(Digest(of: data))"
        }
        return Digest(of: Data(parts.joined(separator: "\n").utf8))
    }

    private static func byteCount(of files: [String], in folder: URL) -> Int {
        files.reduce(0) { sum, file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: file).path)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }
}

extension EncoderEntry {
    fileprivate init(name: String, _ facts: EncoderFacts, digest: Digest, byteCount: Int) {
        self.init(
            name: name,
            kind: facts.kind == .network ? .native : .table,
            architecture: facts.architecture,
            columnCount: facts.dimension,
            tokenLimit: facts.tokenLimit,
            digest: digest,
            byteCount: byteCount
        )
    }
}
