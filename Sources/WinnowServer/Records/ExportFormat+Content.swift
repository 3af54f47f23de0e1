package import WinnowEngine
package import WinnowExchange

extension ExportFormat {
    /// What is given out where nothing else is asked for: of other tools' formats the whole project.
    package var content: Exporter.Content {
        if case .peer = self { .all } else { .annotations }
    }
}
