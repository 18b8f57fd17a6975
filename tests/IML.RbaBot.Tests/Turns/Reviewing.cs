namespace IML.RbaBot.Tests.Turns;

/// <summary>The ways into a review that the tests begin with.</summary>
internal static class Reviewing
{
    /// <summary>The example "Reception centre" with other answers, submitted; gives its reference.</summary>
    public static async Task<string> SubmitsAsync(
        ChattingPerson developer, string confidentiality = "internal", params (string Input, string Value)[] instead)
    {
        var card = await ReceptionCentre.BeginsAsync(developer, confidentiality);
        for (var presses = 0; !card.Has("submit"); presses++)
        {
            Assert.True(presses < 40, "The summary does not come:\n" + card.Text);
            card = await card.Press("next", Types(card, instead));
        }

        return ReferenceOf(await card.Press("submit", Types(card, instead)));
    }

    /// <summary>Submitted, and claimed by somebody: gives the reference and the reviewer's card.</summary>
    public static async Task<(string Reference, ShownCard Review)> ClaimsAsync(
        ChattingPerson developer, ChattingPerson reviewer, params (string Input, string Value)[] instead)
    {
        await reviewer.Says("hi");
        var reference = await SubmitsAsync(developer, "internal", instead);
        var review = await (await AlertAsync(reviewer)).Press("claim");
        review.Tells("stands-yours").Shows(reference);
        return (reference, review);
    }

    /// <summary>The alert in a focal point's chat, opened.</summary>
    public static async Task<ShownCard> AlertAsync(ChattingPerson focalPoint) =>
        await (await HearsAsync(focalPoint, "alert-heading")).Press("open");

    /// <summary>The newest message of somebody's chat, once it says this.</summary>
    public static async Task<ShownCard> HearsAsync(ChattingPerson person, string key)
    {
        await person.Scenario.UntilAsync($"{person.Name} is told: {key}", () => CardWords.Of(key).IsMatch(person.NewestCard().Text));
        return person.NewestCard();
    }

    public static string ReferenceOf(ShownCard card) =>
        card.Text.Split('\n').First(l => l.StartsWith("RBA-", StringComparison.Ordinal))[..13];

    /// <summary>What the example types into a card, with other answers where they are given.</summary>
    public static IEnumerable<(string Input, string Value)> Types(ShownCard card, params (string Input, string Value)[] instead) =>
        ReceptionCentre.Types(card)
            .Where(t => !instead.Any(i => i.Input == t.Input))
            .Concat(instead.Where(i => card.Inputs.Contains(i.Input)));
}
