using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Cards;

/// <summary>
/// Cards as a person approved them, in <c>Approved/</c>: plain card JSON that anyone can paste into a card designer. A change of wording
/// or shape shows as a difference in review. <c>APPROVE_CARDS=1 dotnet test</c> writes them anew.
/// </summary>
public class ApprovedCardTests
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Names =>
    [
        "welcome", "help", "group-chat", "project-new", "empty-A-1", "reception-centre-A-2", "reception-centre-B-1-faults",
        "reception-centre-D-3", "reception-centre-E-1", "reception-centre-flag-C4", "reception-centre-overview", "reception-centre-summary", "reception-centre-overview-co-editor", "half-overview", "half-project", "half-E-1", "reception-centre-summary-co-editor",
        "reception-centre-result-delivered", "reception-centre-alert", "reception-centre-alert-restricted", "mine-page", "queue-page", "undelivered-page", "portfolio-full", "shared-reader", "message-StorageAway",
        "reception-centre-review-waiting", "reception-centre-review-changes", "reception-centre-return-comments-1", "reception-centre-decide",
        "reception-centre-returned-B-1", "reception-centre-result-decided", "reception-centre-request-open", "reception-centre-notice-Returned",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_card_is_as_approved(string name)
    {
        var path = Path.Combine(Repository.Root, "tests", "IML.RbaBot.Tests", "Cards", "Approved", name + ".json");
        using var card = JsonDocument.Parse(Gallery.Cards.Single(c => c.Name == name).Card.ToUtf8Json());
        var json = JsonSerializer.Serialize(card.RootElement, Readable).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE_CARDS") == "1")
        {
            File.WriteAllText(path, json, new UTF8Encoding(false));
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), json);
    }
}
