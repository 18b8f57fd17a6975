namespace IML.RbaBot.Tests.Stores;

/// <summary>Put <c>[Collection(AzuriteTests.Name)]</c> on a test class and take an <see cref="AzuriteFixture"/> in its constructor.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
