using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

public sealed class StorageOptionsTests
{
    private const string Key = "AccountKey=c2VjcmV0";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", StorageOptionsFault.DevelopmentStorage)]
    [InlineData("AccountName=devstoreaccount1;" + Key + ";TableEndpoint=https://x.example/;QueueEndpoint=https://y.example/", StorageOptionsFault.DevelopmentStorage)]
    [InlineData("AccountName=abc;" + Key + ";TableEndpoint=http://x.example/;QueueEndpoint=https://y.example/", StorageOptionsFault.DevelopmentStorage)]
    [InlineData("AccountName=abc;" + Key + ";TableEndpoint=https://127.0.0.1/;QueueEndpoint=https://y.example/", StorageOptionsFault.DevelopmentStorage)]
    [InlineData("AccountName=abc", StorageOptionsFault.NotAConnectionString)]
    [InlineData("AccountName=abc;AccountKey=%%%", StorageOptionsFault.NotAConnectionString)]
    [InlineData("nonsense", StorageOptionsFault.NotAConnectionString)]
    [InlineData("AccountName=a;AccountName=b;" + Key, StorageOptionsFault.NotAConnectionString)]
    public void A_connection_that_is_not_for_production_is_refused_there(string connection, StorageOptionsFault fault)
    {
        Assert.Equal([fault], new StorageOptions { ConnectionString = connection }.Check(development: false).AsEnumerable());
    }

    [Fact]
    public void An_account_by_name_or_a_real_connection_string_starts_and_development_storage_in_development()
    {
        Assert.Empty(new StorageOptions { AccountName = "rbabot1" }.Check(development: false));
        Assert.Empty(new StorageOptions { ConnectionString = "DefaultEndpointsProtocol=https;AccountName=rbabot1;" + Key }.Check(development: false));
        Assert.Empty(new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" }.Check(development: true));
        Assert.Equal(
            new Uri("https://rbabot1.queue.core.windows.net"),
            StorageAccount.Parse("AccountName=rbabot1;" + Key)!.Queues);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var options = new StorageOptions { Prefix = "1A", CachedAssessments = -1, CallTimeout = TimeSpan.Zero };

        Assert.Equal(
            [StorageOptionsFault.NotExactlyOneAccount, StorageOptionsFault.NotAPrefix, StorageOptionsFault.CacheSize, StorageOptionsFault.CallTimeout],
            options.Check(development: true).AsEnumerable());
        Assert.Contains(StorageOptionsFault.NotExactlyOneAccount, new StorageOptions { AccountName = "abc", ConnectionString = "UseDevelopmentStorage=true" }.Check(true));
        Assert.Contains(StorageOptionsFault.NotAnAccountName, new StorageOptions { AccountName = "Abc-1" }.Check(true));
    }
}
