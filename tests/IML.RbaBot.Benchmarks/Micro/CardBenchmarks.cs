using BenchmarkDotNet.Attributes;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Benchmarks.Micro;

/// <summary>From an assessment to the JSON of a card: a page of questions, as every turn makes one, and the summary.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class CardBenchmarks
{
    private readonly CardContext context = Shipped.Cards;
    private readonly Assessment assessment = Shipped.Draft;
    private readonly Walk walk = Walk.Of(Route.Of(Shipped.ReceptionCentre));
    private Page page = Shipped.ReceptionCentre.Questionnaire.Pages[0];
    private AdaptiveCard card = AdaptiveCardOf(Shipped.ReceptionCentre.Questionnaire.Pages[0]);

    /// <summary>The page that is nearest to 12 KB, so that the figures speak of an ordinary page.</summary>
    [GlobalSetup]
    public void FindPage()
    {
        page = walk.Steps.OfType<Place.Questions>()
            .Select(place => assessment.Questionnaire.Pages.First(p => p.Id == place.Page))
            .MinBy(p => Math.Abs(AdaptiveCardOf(p).ToUtf8Json().Length - 12_000))!;
        card = AdaptiveCardOf(page);
        Console.WriteLine($"Page {page.Id}: {card.ToUtf8Json().Length} bytes");
    }

    [Benchmark(Description = "Walk: route, flags, what is missing, steps")]
    public Walk WalkOf() => Walk.Of(Route.Of(Shipped.ReceptionCentreAfresh()));

    [Benchmark(Description = "Build a page of about 12 KB")]
    public AdaptiveCard Build() => QuestionsCard.Of(context, assessment, walk, page, Typed.None);

    [Benchmark(Description = "Write its JSON")]
    public int Write() => card.ToUtf8Json().Length;

    /// <summary>As in a turn, where a card is written once: what its buttons share is written in it too.</summary>
    [Benchmark(Description = "Build it and write its JSON")]
    public int BuildAndWrite() => Build().ToUtf8Json().Length;

    private static AdaptiveCard AdaptiveCardOf(Page page) =>
        QuestionsCard.Of(Shipped.Cards, Shipped.Draft, Walk.Of(Route.Of(Shipped.ReceptionCentre)), page, Typed.None);
}
