package import WinnowDomain

/// Which member of a record is what: the mapper reads by it, the writers write by it.
package struct RecordForm: Hashable, Sendable {
    package let template: TextTemplate
    package var idField: String
    package var labelField: String
    package var metaFields: [String]
    package var task: QueueDefinition.Task
    /// Whether labels and annotations stand in members of a record. In the files of other tools they stand elsewhere, and
    /// every member that is not the id or about the item is data.
    var hasJudgements = true
    /// Keys that the template reads, whole or by the first part of a path.
    private let shown: [String]

    package init(item: ItemDefinition, task: QueueDefinition.Task) {
        template = item.text
        idField = item.idField
        labelField = item.labelField
        metaFields = item.metaFields
        self.task = task
        shown = item.text.fields.flatMap { field in
            let first = field.prefix { $0 != "." }
            return first.count == field.count ? [field] : [field, String(first)]
        }
    }

    /// What a member of a record is.
    enum Role: Hashable {
        case data
        case id
        case label
        /// A meta field at the top level.
        case meta
        /// The object `meta`.
        case metaObject
        /// The column `meta.NAME` of a table.
        case metaColumn(String)
        /// The object `annotation`.
        case annotationObject
        /// The column `annotation.NAME` of a table.
        case annotationColumn(String)
        /// What an export says about a consensus, by its name; an import passes over it when it has the shape of one.
        case consensus

        var isAboutItem: Bool {
            switch self {
            case .data, .id, .meta, .metaObject, .metaColumn: true
            case .label, .annotationObject, .annotationColumn, .consensus: false
            }
        }
    }

    /// Whether the template reads a member, so that it stays in the data whatever else it is.
    func isShown(_ key: String) -> Bool { shown.contains { $0.isExactly(key) } }

    func isMeta(_ key: String) -> Bool { metaFields.contains { $0.isExactly(key) } }

    func role(of key: String, value: JSON, form: RawRecord.Form) -> Role {
        if key.isExactly(idField) { return .id }
        if hasJudgements, key.isExactly(labelField) { return .label }
        if isShown(key) { return .data }
        if isMeta(key) { return .meta }
        let role = form == .table ? RecordForm.columnRole(of: key) : RecordForm.memberRole(of: key, value: value)
        return hasJudgements || role.isAboutItem ? role : .data
    }

    private static func memberRole(of key: String, value: JSON) -> Role {
        guard case .object(let members) = value else { return .data }
        switch key {
        case "meta": return .metaObject
        case "annotation": return .annotationObject
        case "consensus" where isConsensus(members): return .consensus
        default: return .data
        }
    }

    /// Whether members say what an export says about a consensus: two numbers, and nothing else.
    static func isConsensus(_ members: [JSON.Member]) -> Bool {
        let values = JSON.object(members)
        guard members.count == 2, let agreement = values["agreement"]?.scalarText.flatMap({ Double($0) }),
            let count = values["annotators"]?.scalarText.flatMap({ Int($0) })
        else { return false }
        return (0...1).contains(agreement) && count > 0
    }

    private static func columnRole(of key: String) -> Role {
        if key.hasPrefix("meta."), key != "meta." { return .metaColumn(String(key.dropFirst(5))) }
        if key.hasPrefix("annotation."), key != "annotation." { return .annotationColumn(String(key.dropFirst(11))) }
        return key == "consensus.agreement" || key == "consensus.annotators" ? .consensus : .data
    }
}
