using IML.RbaBot.Export;
using IML.RbaBot.Export.SharePoint;
using Microsoft.Extensions.Configuration;

namespace IML.RbaBot.Tests.Export;

public sealed class SharePointOptionsTests
{
    [Fact]
    public void Without_a_site_SharePoint_is_not_configured_and_nothing_is_wrong()
    {
        var options = From();

        Assert.False(options.IsConfigured);
        Assert.Empty(options.Check(development: false));
    }

    [Fact]
    public void A_site_with_a_managed_identity_is_enough()
    {
        var options = From(("SiteUrl", "https://contoso.sharepoint.com/sites/screenings/"));

        Assert.True(options.IsConfigured);
        Assert.Empty(options.Check(development: false));
        Assert.Equal("/sites/screenings", options.SiteUrl!.AbsolutePath);
    }

    [Theory]
    [InlineData(SharePointOptionsFault.NotASiteAddress, "SiteUrl", "contoso")]
    [InlineData(SharePointOptionsFault.NotASiteAddress, "SiteUrl", "http://contoso.sharepoint.com/sites/x")]
    [InlineData(SharePointOptionsFault.NotASiteAddress, "SiteUrl", "https://contoso.sharepoint.com/")]
    [InlineData(SharePointOptionsFault.NotAGraphAddress, "GraphUrl", "http://graph.microsoft.com/v1.0")]
    [InlineData(SharePointOptionsFault.NotACredential, "Credential", "Password")]
    [InlineData(SharePointOptionsFault.SecretMissing, "Credential", "ClientSecret")]
    [InlineData(SharePointOptionsFault.ClientOrTenantMissing, "Credential", "ClientSecret")]
    [InlineData(SharePointOptionsFault.CertificateMissing, "Credential", "certificate")]
    [InlineData(SharePointOptionsFault.CallTimeout, "CallTimeout", "00:10:00")]
    [InlineData(SharePointOptionsFault.LargestSingleUpload, "LargestSingleUpload", "5000000")]
    public void Each_fault_of_the_settings_is_found_at_the_start(SharePointOptionsFault expected, string key, string value)
    {
        var options = From(("SiteUrl", "https://contoso.sharepoint.com/sites/screenings"), (key, value));

        Assert.Contains(expected, options.Check(development: false));
    }

    [Fact]
    public void A_language_that_the_bot_does_not_speak_is_refused_for_the_archive()
    {
        Assert.Empty(new ExportOptions { Language = "en" }.Check(["en", "fr"]));
        Assert.Single(new ExportOptions { Language = "xx" }.Check(["en", "fr"]));
    }

    private static SharePointOptions From(params (string Key, string Value)[] settings) => SharePointOptions.From(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings
                .GroupBy(s => s.Key)
                .Select(g => KeyValuePair.Create($"SharePoint:{g.Key}", (string?)g.Last().Value)))
            .Build());
}
