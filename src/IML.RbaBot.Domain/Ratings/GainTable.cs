using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>
/// For the free questions of one index: the least cost at which those from a given one onwards gain at least so much and
/// resolve at least so many "not known" answers. Filled backwards, one question at a time.
/// </summary>
internal sealed class GainTable
{
    /// <summary>The cost of what cannot be had; far above every real cost, and safe to add to one.</summary>
    public const int OutOfReach = int.MaxValue / 4;

    private readonly int[] costs;
    private readonly int mostGain;
    private readonly int mostResolved;

    /// <param name="questions">For each question, the answers to choose from.</param>
    /// <param name="mostGain">The greatest gain that will be asked for.</param>
    /// <param name="mostResolved">The greatest number of resolved answers that will be asked for.</param>
    public GainTable(ImmutableArray<ImmutableArray<PossibleAnswer>> questions, int mostGain, int mostResolved)
    {
        this.mostGain = mostGain;
        this.mostResolved = mostResolved;
        costs = new int[(questions.Length + 1) * (mostGain + 1) * (mostResolved + 1)];
        Array.Fill(costs, OutOfReach);
        costs[At(questions.Length, 0, 0)] = 0;
        for (var from = questions.Length - 1; from >= 0; from--)
        {
            for (var gain = 0; gain <= mostGain; gain++)
            {
                for (var resolved = 0; resolved <= mostResolved; resolved++)
                {
                    var least = OutOfReach;
                    foreach (var answer in questions[from])
                    {
                        least = Math.Min(least, answer.Cost + Cost(from + 1, gain - answer.Gain, resolved - answer.Resolved));
                    }

                    costs[At(from, gain, resolved)] = least;
                }
            }
        }
    }

    /// <summary>The least cost with the questions from <paramref name="from"/> onwards; a need below 0 is one already met.</summary>
    public int Cost(int from, int gain, int resolved) => costs[At(from, Math.Max(0, gain), Math.Max(0, resolved))];

    private int At(int from, int gain, int resolved) => (((from * (mostGain + 1)) + gain) * (mostResolved + 1)) + resolved;
}
