using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>
/// The spot check of what is recorded without a review: drawn by the id alone, so that anybody can repeat the draw and nobody can
/// influence it. An id is drawn at random, so the share is kept in the long run.
/// </summary>
public static class SpotCheck
{
    /// <summary>Whether the assessment is picked.</summary>
    /// <param name="id">Its id, with the version: a later version is drawn anew.</param>
    /// <param name="sharePercent">0 to 100, of the questionnaire version.</param>
    public static bool IsDrawn(AssessmentId id, int sharePercent)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(id.Value), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % 100 < (ulong)sharePercent;
    }
}
