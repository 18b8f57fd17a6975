// One Azurite for the whole suite, the same that the other tests have.
global using AzuriteRun = IML.RbaBot.Tests.Stores.AzuriteFixture;

namespace IML.RbaBot.Faults;

/// <summary>All tests of the suite run one after the other: they measure time and kill processes.</summary>
[CollectionDefinition(Name)]
public sealed class FaultTests : ICollectionFixture<AzuriteRun>
{
    public const string Name = "Faults";
}
