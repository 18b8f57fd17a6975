using BenchmarkDotNet.Attributes;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Benchmarks.Micro;

/// <summary>From answers to the result and what would improve it.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class RatingBenchmarks
{
    private readonly Route receptionCentre = Route.Of(Shipped.ReceptionCentre);
    private readonly Result receptionCentreResult = Rater.Rate(Route.Of(Shipped.ReceptionCentre));
    private readonly Route hardest = Shipped.HardestToImprove;
    private readonly Result hardestResult = Rater.Rate(Shipped.HardestToImprove);

    [Benchmark(Description = "Route of 35 questions")]
    public Route RouteOf() => Route.Of(Shipped.ReceptionCentreAfresh());

    [Benchmark(Description = "Rating")]
    public Result Rate() => Rater.Rate(receptionCentre);

    [Benchmark(Description = "Smallest improvement")]
    public Improvement Improve() => Improvement.Of(receptionCentre, receptionCentreResult);

    [Benchmark(Description = "Smallest improvement, all 45 asked, worst case")]
    public Improvement ImproveHardest() => Improvement.Of(hardest, hardestResult);

    [Benchmark(Description = "Read an answers file")]
    public Reading<AnswerSheet> ReadAnswers() => AnswersFile.Read(Shipped.ReceptionCentreJson, "reception-centre.json", Shipped.Catalog);
}
