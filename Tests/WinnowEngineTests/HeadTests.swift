import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@Suite struct HeadTests {
    private func model(_ head: HeadDefinition, _ labelCount: Int) async throws -> ModelVersion {
        let fixture = try await EngineFixture { $0.head = head }
        let anna = try await fixture.database.addAnnotator(named: "anna", at: Moment(0))
        _ = try await fixture.label(labelCount, with: try await fixture.scheduler(), by: anna)
        return try await fixture.runner().run(fixture.snapshot()).version
    }

    @Test(
        "a projection is tried with each strength, and is in the model only where validation chose it",
        arguments: [
            HeadDefinition.Aim.discriminant, .contrastive,
        ]
    )
    func gate(aim: HeadDefinition.Aim) async throws {
        let plain = try await model(.usual, 120)
        let version = try await model(HeadDefinition(kind: .projection, aim: aim), 120)
        let isOn = version.summary.hyperparameters["projection"] != nil
        #expect(version.summary.hyperparameters["l2"] != nil)
        // Without it the model is the one that there would have been, to the byte.
        #expect(isOn == (version.checksum != plain.checksum))
        #expect(plain.summary.hyperparameters["projection"] == nil)
    }

    @Test("before the first cross-validation there is no projection")
    func few() async throws {
        let plain = try await model(.usual, 8)
        let version = try await model(HeadDefinition(kind: .projection, aim: .discriminant), 8)
        #expect(version.checksum == plain.checksum)
    }
}
