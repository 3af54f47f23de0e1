internal import Foundation
internal import WinnowDomain

/// Verifies the search indexes; a damaged one is removed, and a server makes it again.
struct SearchFilesCheck {
    let dataFolder: DataFolder
    let search: (any ItemSearch)?

    func run(_ queues: [Queue], repairs: Bool) throws -> [CheckFinding] {
        let files = DerivedFiles.list(dataFolder.search)
        let known = Set(queues.flatMap { queue in ["", "-wal", "-shm"].map { "\(queue.id).sqlite\($0)" } })
        let damaged = try queues.filter { try search?.isWhole($0.id) == false }
        let findings =
            try DerivedFiles.finding(
                "search-damaged",
                damaged.map { dataFolder.search.appending(path: "\($0.id).sqlite") },
                in: dataFolder,
                meaning: "search indexes are not as they were written; a server makes them again",
                removes: false
            )
            + DerivedFiles.finding(
                "search-stray",
                files.filter { !known.contains($0.lastPathComponent) },
                in: dataFolder,
                severity: .note,
                meaning: "files of no queue lie among the search indexes",
                removes: repairs
            )
        guard repairs else { return findings }
        // With what belongs to them, which SQLite would take for theirs.
        for queue in damaged { try search?.remove(queue.id) }
        return findings.map { finding in
            var finding = finding
            finding.isRepaired = true
            return finding
        }
    }
}
