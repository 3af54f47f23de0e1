internal import Foundation
internal import WinnowDomain

/// Verifies the feature files of a queue against their checksums.
struct FeatureFilesCheck {
    let queue: Queue
    let dataFolder: DataFolder
    let store: any DataFolderCheck.Store

    /// The caller has the queue's training lock: nobody else writes here.
    func run(repairs: Bool) async throws -> [CheckFinding] {
        let (damaged, stray) = examine()
        let findings =
            try DerivedFiles.finding(
                "features-damaged",
                damaged,
                in: dataFolder,
                meaning: "feature files are missing or not as they were written",
                removes: repairs
            )
            + DerivedFiles.finding(
                "features-stray",
                stray,
                in: dataFolder,
                severity: .note,
                meaning: "files that no feature manifest names were left behind, by a process that was killed",
                removes: repairs
            )
        if repairs, !damaged.isEmpty {
            let index = try await store.itemIndex(of: queue.id, after: nil)
            do {
                _ = try await FeatureStore(dataFolder: dataFolder, items: store).features(of: queue, index: index)
            } catch is EncodingProblem {
                // They are made when the encoder is there again; that it is missing is a finding of its own.
            }
        }
        return findings
    }

    private func examine() -> (damaged: [URL], stray: [URL]) {
        let location = FeatureLocation(folder: dataFolder.features, queue: queue)
        let files = DerivedFiles.list(location.folder)
        let manifestFile = location.folder.appending(path: location.manifestFile.lastPathComponent)
        // A map is of no use without features, and there may be none of it.
        guard files.contains(manifestFile) else { return ([], files) }
        guard let data = try? Data(contentsOf: manifestFile),
            let manifest = try? JSONDecoder().decode(FeatureManifest.self, from: data), manifest.isPossible
        else { return ([manifestFile], files.filter { $0 != manifestFile }) }
        var damaged: [URL] = []
        var named = [manifestFile]
        func check(_ part: FeatureManifest.Part?, read: (URL) throws -> String) {
            guard let part else { return }
            let file = location.folder.appending(path: part.file)
            named.append(file)
            if (try? read(file)) != part.checksum { damaged.append(file) }
        }
        for segment in manifest.segments {
            check(segment.counts) { try FeatureFile.counts($0).checksum }
            for part in [segment.dense] + (segment.encoded ?? []) {
                check(part) { try FeatureFile.halfRows($0).checksum }
            }
        }
        for part in [manifest.basis] + (manifest.encoders ?? []).map(\.axes) {
            check(part) { try FeatureFile.directions($0).checksum }
        }
        if let name = manifest.frequencies {
            let frequencies = location.folder.appending(path: name)
            named.append(frequencies)
            // The name is the checksum.
            let digest = (try? Data(contentsOf: frequencies)).map { Digest(of: $0).description.prefix(24) }
            if digest.map({ name.hasPrefix($0) }) != true { damaged.append(frequencies) }
        }
        let map = MapFile(location).examined
        named += map.files
        if map.isDamaged { damaged += map.files }
        return (damaged, files.filter { !named.contains($0) })
    }
}
